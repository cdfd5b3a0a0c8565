import { describe, expect, it } from "vitest";
import { drawNow } from "../../src/random/drawing.ts";
import { PytorchRandom } from "../../src/random/pytorch.ts";
import { floats } from "../support/floats.ts";

/** torch.manual_seed(42); torch.randn(2, 2, 4, 4), its first 32 numbers, printed with tolist() on x86-64 Linux. */
const BLOCKS = [
  1.9269152879714966, 1.4872840642929077, 0.9007171988487244, -2.1055209636688232, 0.6784184575080872,
  -1.2345448732376099, -0.04306747764348984, -1.6046669483184814, -0.7521352767944336, 1.6487230062484741,
  -0.3924786448478699, -1.4036071300506592, -0.7278813123703003, -0.5594301819801331, -0.7688388824462891,
  0.7624453902244568, 1.6423169374465942, -0.1595974713563919, -0.4973975419998169, 0.439589262008667,
  -0.7581311464309692, 1.078317642211914, 0.8008005619049072, 1.680620551109314, 1.27912437915802, 1.2964228391647339,
  0.610466480255127, 1.334737777709961, -0.2316243201494217, 0.041759490966796875, -0.2515752911567688,
  0.859858512878418,
];
/** The next draw, torch.randn(3, 2, 3, 3): the end of its 54 numbers, of which 6 and the 10 before are drawn again. */
const RAGGED_END = [
  -0.3890652060508728, 0.5279164910316467, 1.031091570854187, -0.7047650218009949, 1.013148307800293,
  -0.330817848443985, 0.517693042755127, 0.38777846097946167, 0.7199674844741821, 0.41140761971473694,
  -0.5733190178871155, 0.5068639516830444, -0.4752098321914673, -0.49202650785446167, 0.27037355303764343,
  -0.5628241896629333,
];

describe("PytorchRandom", () => {
  it("draws torch.rand's numbers from seed 0", () => {
    const drawn = drawNow(new PytorchRandom(0).uniform(5));
    expect([...drawn]).toEqual(
      floats([0.49625658988952637, 0.7682217955589294, 0.08847743272781372, 0.13203048706054688, 0.30742281675338745]),
    );
  });

  it("draws 16 normal numbers and more in blocks, a ragged end, and then fewer than 16", () => {
    const random = new PytorchRandom(42);
    const blocks = drawNow(random.normal(64));
    expect([...blocks.subarray(0, 32)]).toEqual(floats(BLOCKS));
    expect(blocks[63]).toBe(Math.fround(1.3835493326187134));
    const ragged = drawNow(random.normal(54));
    expect([...ragged.subarray(0, 3)]).toEqual(floats([1.4451338052749634, 0.8564125299453735, 2.218075752258301]));
    expect([...ragged.subarray(-16)]).toEqual(floats(RAGGED_END));
    const short = drawNow(random.normal(3));
    expect([...short]).toEqual(floats([1.2175776958465576, -0.8914098143577576, 0.7859604954719543]));
  });

  it("draws torch.randn's numbers from seed 0", () => {
    // torch.randn(2, 5, 4, 3): its first 18 and last numbers.
    const drawn = drawNow(new PytorchRandom(0).normal(120));
    expect([...drawn.subarray(0, 18), drawn[119]]).toEqual(
      floats([
        -1.12583983, -1.1523602, -0.250578582, -0.433878809, 0.848710358, 0.692009151, -0.31601277, -2.11521935,
        0.322274923, -1.26333475, 0.349983186, 0.30813393, 0.119841509, 1.2376579, 1.11677718, -0.247278154,
        -1.35265374, -1.6959312, 0.24431853,
      ]),
    );
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
