import { describe, expect, it } from "vitest";
import { jsonArray, shortestFloat32, shortestFloat64 } from "../../src/cli/jsonNumbers.ts";
import { Mt19937 } from "../../src/random/mt19937.ts";

const COUNT = 100_000;

/** Float32 numbers of random bits that are finite, of every magnitude, with the edges of the format. */
function anyFloats(): Float32Array {
  const words = Mt19937.fromWord(5);
  const bits = Uint32Array.from({ length: COUNT }, () => words.nextUint32());
  bits.set([0, 0x80000000, 1, 0x007fffff, 0x00800000, 0x7f7fffff, 0x3f800000, 0x3f7fffff, 0x0f800000, 0x6b000000]);
  return new Float32Array(bits.buffer).filter(Number.isFinite);
}

describe("shortestFloat32", () => {
  it("reads back to the same bits, and no decimal of fewer digits rounds to them", () => {
    const wrong: string[] = [];
    for (const value of anyFloats()) {
      const text = shortestFloat32(value);
      if (!Object.is(Math.fround(JSON.parse(text) as number), value)) wrong.push(`${text} of ${value}`);
      const digits = text
        .replace(/e.*|[-.]/g, "")
        .replace(/^0+/, "")
        .replace(/0+$/, "").length;
      const shorter = digits > 1 && Math.fround(Number(value.toPrecision(digits - 1))) === value;
      if (shorter || digits > 9) wrong.push(`${text} could be shorter`);
    }
    expect(wrong).toEqual([]);
  });

  it.each([
    [0.1, "0.1"],
    [1, "1"],
    [16777216, "16777216"],
    [-0.29660565, "-0.29660565"],
    [3.4028234663852886e38, "3.4028235e+38"],
    [1.401298464324817e-45, "1e-45"],
    [-0, "-0.0"],
  ])("writes %d as %s", (value, text) => {
    expect(shortestFloat32(Math.fround(value))).toBe(text);
  });
});

it("shortestFloat64 reads back to the same bits", () => {
  for (const value of [0.1, -0, 5e-324, 1.7976931348623157e308, 1 / 3]) {
    expect(JSON.parse(shortestFloat64(value))).toBe(value);
  }
  expect(shortestFloat64(Infinity)).toBe("null");
});

describe("jsonArray", () => {
  const text = (shape: readonly number[], values: readonly number[]) =>
    [...jsonArray({ shape, values: Float64Array.from(values) })].join("");

  it("nests as the shape says", () => {
    expect(text([2, 3], [1, 2, 3, 4, 5, 6])).toBe("[[1,2,3],[4,5,6]]");
    expect(text([3, 1], [1, 2, 3])).toBe("[[1],[2],[3]]");
    expect(text([1, 1], [0.5])).toBe("[[0.5]]");
    expect(text([3], [1, 2, 3])).toBe("[1,2,3]");
  });

  it("comes in pieces where it is long", () => {
    const values = Float32Array.from({ length: 300_000 }, (_, index) => index / 7);
    const pieces = [...jsonArray({ shape: [values.length], values })];
    expect(pieces.length).toBeGreaterThan(10);
    expect(Float32Array.from(JSON.parse(pieces.join("")) as number[])).toEqual(values);
  });
});
