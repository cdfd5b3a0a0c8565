import { describe, expect, it } from "vitest";
import { NumpyLegacy } from "../../src/random/numpyLegacy.ts";

/**
 * Drawn with NumPy 2.4.6, `RandomState(seed)`: three of random_sample(); and, from the seed again, the first four and
 * the last of standard_normal(100000), then one of random_sample(), which is right only if every rejection was.
 */
const KNOWN = [
  {
    seed: 0,
    uniform: [0.5488135039273248, 0.7151893663724195, 0.6027633760716439],
    first: [1.764052345967664, 0.4001572083672233, 0.9787379841057392, 2.240893199201458],
    last: -1.2852076475754735,
    uniformAfter: 0.7915856984816789,
  },
  {
    seed: 1,
    uniform: [0.417022004702574, 0.7203244934421581, 0.00011437481734488664],
    first: [1.6243453636632417, -0.6117564136500754, -0.5281717522634557, -1.0729686221561705],
    last: -0.7475562464191521,
    uniformAfter: 0.5333382343927343,
  },
  {
    seed: 1234,
    uniform: [0.1915194503788923, 0.6221087710398319, 0.4377277390071145],
    first: [0.47143516373249306, -1.1909756947064645, 1.4327069684260973, -0.3126518960917129],
    last: 0.3841123689377928,
    uniformAfter: 0.44858496969749073,
  },
  {
    seed: 20261122,
    uniform: [0.6744565159318665, 0.3274215775633984, 0.8452416800171021],
    first: [-1.1866239187791523, 1.1995374141728397, 0.46237572849723313, 0.8871625560054246],
    last: 0.3380053313371681,
    uniformAfter: 0.5787367037979658,
  },
  {
    seed: 4294967295,
    uniform: [0.0976320289940138, 0.9123828453026218, 0.78903530185164],
    first: [0.6484086742306527, 0.6693235306338161, -1.0805437227474493, 0.2845010447986309],
    last: -0.2238735333898138,
    uniformAfter: 0.9053420690183429,
  },
];

/**
 * The two libraries' logs lie within one unit of the last place of each other (2^-52 relative at most) and each side
 * rounds a division, a root and a product (2^-53 each): (2^-52 + 2 · 2^-53) / 2 after the root, plus 4 · 2^-53.
 */
const GAUSSIAN_ERROR = 3 * 2 ** -52;

describe("NumpyLegacy", () => {
  it.each(KNOWN)("draws NumPy's numbers from seed $seed", ({ seed, uniform, first, last, uniformAfter }) => {
    const uniforms = new NumpyLegacy(seed);
    expect(uniform.map(() => uniforms.random())).toEqual(uniform);

    const gaussians = new NumpyLegacy(seed);
    const drawn = new Float64Array(100_000);
    gaussians.fillNormal(drawn);
    const pairs = first.map((value, index) => [drawn[index]!, value] as const);
    pairs.push([drawn.at(-1)!, last]);
    for (const [ours, theirs] of pairs) {
      expect(!(Math.abs(ours / theirs - 1) <= GAUSSIAN_ERROR), `${ours} against ${theirs}`).toBe(false);
    }
    expect(gaussians.random()).toBe(uniformAfter);
  });

  it("gives the second value of a pair to the next call, whatever is drawn between", () => {
    const whole = new Float64Array(11);
    new NumpyLegacy(3).fillNormal(whole);

    const pieces = new NumpyLegacy(3);
    const drawn: number[] = [];
    for (const length of [1, 0, 3, 1, 2]) {
      const piece = new Float64Array(length);
      pieces.fillNormal(piece);
      drawn.push(...piece);
    }
    drawn.push(pieces.normal(), pieces.normal(), pieces.normal(), pieces.normal());
    expect(drawn).toEqual([...whole]);
  });

  it("keeps that value over a uniform draw, as NumPy does", () => {
    // RandomState(7): standard_normal(5), random_sample(), standard_normal(2).
    const stream = new NumpyLegacy(7);
    stream.fillNormal(new Float64Array(5));
    expect(stream.random()).toBe(0.26843898010187117);
    expect(stream.normal()).toBeCloseTo(0.00206557, 8);
    expect(stream.normal()).toBeCloseTo(2.02577152, 8);
  });

  it("spreads a uniform number over a range", () => {
    const stream = new NumpyLegacy(0);
    const drawn = [0, 1, 2].map(() => stream.uniform(-2, 3));
    expect(drawn).toEqual([0.7440675196366238, 1.5759468318620975, 1.0138168803582195]);
  });

  it.each([
    [0, 3, [2, 1, 0]],
    [5, 10, [9, 5, 2, 4, 7, 1, 0, 8, 6, 3]],
    [Uint32Array.of(7, 3), 10, [7, 4, 1, 6, 8, 3, 5, 2, 9, 0]],
    [Uint32Array.of(4294967295, 1), 5, [3, 4, 1, 0, 2]],
  ])("gives the order of NumPy 2.4's RandomState(%o).permutation(%i)", (seed, count, order) => {
    expect([...new NumpyLegacy(seed).permutation(count)]).toEqual(order);
  });

  it("cuts words to as many bits as the largest place needs, where the places are many", () => {
    expect([...new NumpyLegacy(1).permutation(300).subarray(0, 6)]).toEqual([189, 123, 185, 213, 106, 127]);
    expect([...new NumpyLegacy(1).permutation(1)]).toEqual([0]);
  });
});
