import { describe, expect, it } from "vitest";
import { drawNow } from "../../src/random/drawing.ts";
import { PytorchRandom } from "../../src/random/pytorch.ts";
import { floats } from "../support/floats.ts";
import { SEED_0, SEED_42, SEED_42_RAGGED } from "./pytorchNormals.ts";

describe("PytorchRandom", () => {
  it("draws torch.rand's numbers from seed 0", () => {
    const drawn = drawNow(new PytorchRandom(0).uniform(5));
    expect([...drawn]).toEqual(
      floats([0.49625658988952637, 0.7682217955589294, 0.08847743272781372, 0.13203048706054688, 0.30742281675338745]),
    );
  });

  it("draws 16 normal numbers and more in blocks, a ragged end, and then fewer than 16", () => {
    const random = new PytorchRandom(42);
    expect([...drawNow(random.normal(64))]).toEqual(floats(SEED_42));
    expect([...drawNow(random.normal(54))]).toEqual(floats(SEED_42_RAGGED));
    const short = drawNow(random.normal(3));
    expect([...short]).toEqual(floats([1.2175776958465576, -0.8914098143577576, 0.7859604954719543]));
  });

  it("draws torch.randn's numbers from seed 0", () => {
    expect([...drawNow(new PytorchRandom(0).normal(120))]).toEqual(floats(SEED_0));
    // torch.randn(6), REFERENCE.md 3, and torch.randn(8) of seed 42.
    expect([...drawNow(new PytorchRandom(0).normal(6))].map((value) => value.toFixed(4))).toEqual([
      "1.5410",
      "-0.2934",
      "-2.1788",
      "0.5684",
      "-1.0845",
      "-1.3986",
    ]);
    const short = [0.33669036626815796, 0.12880940735340118, 0.23446236550807953, 0.23033303022384644];
    expect([...drawNow(new PytorchRandom(42).normal(4))]).toEqual(floats(short));
  });

  it("keeps the second number of a short pair until the next short draw", () => {
    const whole = [...drawNow(new PytorchRandom(7).normal(9))];
    const random = new PytorchRandom(7);
    const pieces = [3, 0, 1, 5].flatMap((count) => [...drawNow(random.normal(count))]);
    expect(pieces).toEqual(whole);
    const between = new PytorchRandom(7);
    drawNow(between.normal(1));
    drawNow(between.uniform(2));
    drawNow(between.normal(16));
    expect(drawNow(between.normal(1))[0]).toBe(whole[1]);
  });

  it("scales uniform numbers with one rounding, as the builds for Linux do", () => {
    // nn.Linear(2, 2) after torch.manual_seed(42): weight.tolist() and bias.tolist(), as public projects print them.
    const random = new PytorchRandom(42);
    const bound = 1 / Math.sqrt(2);
    expect([...drawNow(random.uniform(4, -bound, bound))]).toEqual(
      floats([0.5406103730201721, 0.5869042277336121, -0.16565565764904022, 0.6495562791824341]),
    );
    expect([...drawNow(random.uniform(2, -bound, bound))]).toEqual(floats([-0.15492962300777435, 0.14268755912780762]));
  });

  it("shuffles as torch.randperm does", () => {
    // torch.manual_seed(0); torch.randperm(10).
    expect([...new PytorchRandom(0).randperm(10)]).toEqual([4, 1, 7, 5, 3, 9, 0, 8, 6, 2]);
    expect([...new PytorchRandom(0).randperm(1)]).toEqual([0]);
    // The last number is placed without a word.
    const random = new PytorchRandom(0);
    random.randperm(4);
    expect(drawNow(random.uniform(2))).toEqual(drawNow(new PytorchRandom(0).uniform(5)).slice(3));
  });

  it("makes truncated normal numbers of the uniform ones", () => {
    const uniform = drawNow(new PytorchRandom(3).uniform(50_000));
    const drawn = drawNow(new PytorchRandom(3).truncatedNormal(50_000));
    // The median and the bounds: order is kept, and |z| <= 2.
    const order = (values: Float32Array) =>
      Array.from(values, (value, index) => ({ value, index })).toSorted((a, b) => a.value - b.value);
    const expected = order(uniform).map(({ index }) => drawn[index]!);
    expect(expected.every((value, rank) => rank === 0 || value >= expected[rank - 1]!)).toBe(true);
    expect(Math.max(...drawn.map(Math.abs))).toBeLessThanOrEqual(2);
    // Python: NormalDist().inv_cdf(l + 0.75 * (u - l)), l and u the cdf of ±2. The rank's std is 2e-3, over a density of 0.34.
    const near = expected[Math.round(0.75 * 50_000)]!;
    expect(Math.abs(near - 0.6391119108712731)).toBeLessThan(0.03);
    // Narrow numbers are not cut: PyTorch's bounds are ±2, not two std.
    const narrow = drawNow(new PytorchRandom(3).truncatedNormal(50_000, 0, 0.1));
    expect(Math.max(...narrow.map(Math.abs))).toBeGreaterThan(0.3);
  });

  it("takes the low 32 bits of seeds from -2^63 to 2^64 - 1", () => {
    const first = (seed: number | bigint) => drawNow(new PytorchRandom(seed).uniform(1))[0];
    expect(first(2n ** 32n)).toBe(first(0));
    expect(first(-1)).toBe(first(2 ** 32 - 1));
    expect(first(-(2n ** 63n))).toBe(first(0));
    expect(first(2n ** 64n - 1n)).toBe(first(2 ** 32 - 1));
    for (const seed of [2n ** 64n, -(2n ** 63n) - 1n, 1.5, NaN]) {
      expect(() => new PytorchRandom(seed)).toThrow(
        `PyTorch takes a whole number from -9223372036854775808 to 18446744073709551615 as its seed; it is ${seed}.`,
      );
    }
  });
});
