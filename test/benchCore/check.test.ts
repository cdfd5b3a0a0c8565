import { describe, expect, it } from "vitest";
import { matmulCheck, signalCheck } from "../../src/bench/check.ts";
import { median, medianRatio } from "../../src/bench/median.ts";
import { FLAGSHIP, FLAGSHIP_FORWARD, TARGET_WORKS, matmulWork, workFlop } from "../../src/bench/work.ts";
import { matmulData, signalData } from "../../src/bench/workData.ts";
import { workName, workOf } from "../../src/bench/workNames.ts";
import { normals } from "../support/matrices.ts";
import { product } from "./fakes.ts";

describe("matmulCheck", () => {
  it.each([
    [1, 1, 1],
    [3, 5, 2],
    [40, 33, 70],
  ])("passes the float32 product of %d × %d × %d, and finds a term left out", (m, k, n) => {
    const work = matmulWork(m, k, n);
    const data = matmulData(work);
    const check = matmulCheck(work, data);
    const exact = product(work, data);
    expect(check.errorOf(exact)).toBeLessThanOrEqual(2 ** -24);
    // Summed one by one in float32, as a kernel may: within the bound whatever the order.
    const summed = exact.map((_, place) => {
      let sum = 0;
      for (let inner = 0; inner < k; inner += 1) {
        const term = Math.fround(data.a[Math.floor(place / n) * k + inner]! * data.b[inner * n + (place % n)]!);
        sum = Math.fround(sum + term);
      }
      return sum;
    });
    expect(check.errorOf(summed)).toBeLessThanOrEqual(check.bound);
    const short = product(work, { ...data, a: data.a.map((value, place) => (place % k === k - 1 ? 0 : value)) });
    expect(check.errorOf(short)).toBeGreaterThan(check.bound);
  });

  it("looks at every row, and at every column", () => {
    const work = matmulWork(64, 2, 48);
    const data = matmulData(work);
    const check = matmulCheck(work, data);
    const exact = product(work, data);
    for (let row = 0; row < 64; row += 1) {
      const off = exact.map((value, place) => (Math.floor(place / 48) === row ? value + 1 : value));
      expect(check.errorOf(off)).toBeGreaterThan(check.bound);
    }
    for (let column = 0; column < 48; column += 1) {
      const off = exact.map((value, place) => (place % 48 === column ? value + 1 : value));
      expect(check.errorOf(off)).toBeGreaterThan(check.bound);
    }
  });
});

describe("signalCheck", () => {
  const expected = Float64Array.of(0.1, -3, 300, -Infinity);
  const check = signalCheck(FLAGSHIP, expected);

  it("is the worst relative error of std, from logarithms", () => {
    const off = expected.map((value, index) => (index === 2 ? value + Math.log10(1.001) : value));
    expect(check.errorOf(off)).toBeCloseTo(0.001, 9);
    expect(check.errorOf(expected)).toBe(0);
  });

  it.each([
    ["a value that is no number", Float64Array.of(0.1, NaN, 300, -Infinity)],
    ["a value where there is none", Float64Array.of(0.1, -3, 300, -20)],
    ["zero where there is a value", Float64Array.of(0.1, -Infinity, 300, -Infinity)],
    ["too few layers", Float64Array.of(0.1, -3, 300)],
  ])("refuses %s", (_name, result) => {
    expect(check.errorOf(result)).toBeGreaterThan(check.bound);
  });

  it("allows the flagship less than three thousandths", () => {
    expect(check.bound).toBeLessThan(3e-3);
    expect(check.bound).toBeGreaterThan(signalCheck(FLAGSHIP_FORWARD, expected).bound);
  });
});

describe("data", () => {
  it("is the same each time, and what float32 holds", () => {
    const work = matmulWork(3, 4, 5);
    expect(matmulData(work)).toEqual(matmulData(work));
    expect(matmulData(work).a.every((value) => Math.abs(value) <= 1 && value === Math.fround(value))).toBe(true);
  });

  it("is drawn as the notebook draws: first layer, output, the others, inputs", () => {
    const small = { ...FLAGSHIP, depth: 3, width: 2, samples: 4, gradientSamples: 2 };
    const { sizes, unitWeights, weightStd, inputs, gradientInputs } = signalData(small);
    const stream = [...normals(2 + 2 + 4 + 4 + 4, 0)];
    expect(sizes).toEqual([1, 2, 2, 2, 1]);
    expect(unitWeights.map((weight) => [...weight])).toEqual([
      stream.slice(0, 2),
      stream.slice(4, 8),
      stream.slice(8, 12),
      stream.slice(2, 4),
    ]);
    expect(weightStd).toBe(1);
    expect([...inputs]).toEqual(stream.slice(12));
    expect([...gradientInputs]).toEqual(stream.slice(12, 14));
  });
});

describe("works", () => {
  it.each(TARGET_WORKS)("$id has a name that leads back to it", (work) => {
    expect(workOf(workName(work))).toEqual(work);
  });

  it.each(["", "matmul", "matmul-0", "matmul-8193", "matmul-1x2", "matmul-1x2x3x4", "matmul-1e3", "flagship-back"])(
    "%j names none",
    (name) => expect(workOf(name)).toBeNull(),
  );

  it("counts a multiplication and an addition as two", () => {
    expect(workFlop(matmulWork(2, 3, 4))).toBe(48);
    // 80 inputs' weights, 49 layers of 80 × 80: twice each for 1000 examples, and for 100 there and back.
    expect(workFlop(FLAGSHIP)).toBe(2 * (80 + 49 * 6400) * 1200);
  });
});

it("takes the middle, or the mean of the two in the middle", () => {
  expect([median([3, 1, 2]), median([4, 1, 3, 2]), median([5])]).toEqual([2, 2.5, 5]);
  expect(median([])).toBeNaN();
  expect(medianRatio([10, 80, 50], [10, 20, 40])).toBe(1.25);
});
