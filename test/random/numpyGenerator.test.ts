import { describe, expect, it } from "vitest";
import { NumpyGenerator } from "../../src/random/numpyGenerator.ts";

/**
 * Drawn with NumPy 2.4.6, `default_rng(seed)`: two of random(); and, from the seed again, the first four and the last of
 * standard_normal(100000), then one of random(), which is right only if every rejection was.
 */
const KNOWN = [
  {
    seed: 0,
    uniform: [0.6369616873214543, 0.2697867137638703],
    first: [0.1257302210933933, -0.1321048632913019, 0.6404226504432821, 0.10490011715303971],
    last: -0.49541294309578066,
    uniformAfter: 0.7334577835624351,
  },
  {
    seed: 1,
    uniform: [0.5118216247002567, 0.9504636963259353],
    first: [0.345584192064786, 0.8216181435011584, 0.33043707618338714, -1.303157231604361],
    last: 0.9684097467571625,
    uniformAfter: 0.11345380983049747,
  },
  {
    seed: 2 ** 32 - 1,
    uniform: [0.2519435680449965, 0.21906579628685663],
    first: [-0.027271763074256376, 0.2153539268318988, -0.6669252679186933, -1.165040684753369],
    last: 0.0640273597417087,
    uniformAfter: 0.20024569044833274,
  },
  {
    seed: 2n ** 64n,
    uniform: [0.4492388188116676, 0.39104163833546157],
    first: [0.7193169762854567, 0.20316436235972052, -0.519967219599439, -0.39148156945040835],
    last: 0.6613405632173566,
    uniformAfter: 0.7844654841897145,
  },
  {
    seed: 10n ** 40n,
    uniform: [0.4126400778407405, 0.1981928046298873],
    first: [0.3433271479463443, 1.5418013901346395, 1.2794151699925915, 0.3258465897712967],
    last: -0.7888110031476802,
    uniformAfter: 0.4942379759380431,
  },
];

/** The two log1p lie within one unit of the last place of each other, and a product and a sum round on each side. */
const TAIL_ERROR = 3 * 2 ** -52;

describe("NumpyGenerator", () => {
  it.each(KNOWN)("draws NumPy's numbers from seed $seed", ({ seed, uniform, first, last, uniformAfter }) => {
    const uniforms = new NumpyGenerator(seed);
    expect(uniform.map(() => uniforms.random())).toEqual(uniform);

    const gaussians = new NumpyGenerator(seed);
    const drawn = new Float64Array(100_000);
    gaussians.fillNormal(drawn);
    expect([...drawn.subarray(0, 4), drawn.at(-1)]).toEqual([...first, last]);
    expect(gaussians.random()).toBe(uniformAfter);
  });

  it("draws the tail beyond the lowest layer", () => {
    const drawn = new Float64Array(100_000);
    new NumpyGenerator(0).fillNormal(drawn);
    const known = {
      303: -3.772275156122734,
      478: -3.899421730054339,
      10477: 3.945549686526577,
      13325: -3.9193563674218397,
    };
    for (const [index, theirs] of Object.entries(known)) {
      expect(!(Math.abs(drawn[Number(index)]! / theirs - 1) <= TAIL_ERROR), index).toBe(false);
    }
  });

  it("refuses seeds below 0 and what is no whole number", () => {
    expect(() => new NumpyGenerator(-1)).toThrow(
      "NumPy's default_rng takes a whole number of 0 or more as its seed; it is -1.",
    );
    for (const seed of [-1n, 0.5, NaN, Infinity]) expect(() => new NumpyGenerator(seed)).toThrow(RangeError);
  });
});
