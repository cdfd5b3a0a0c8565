import { describe, expect, it } from "vitest";
import { PythonRandom } from "../../src/random/pythonRandom.ts";

/**
 * Drawn with Python 3.11.7: random.Random(seed), then random(), getrandbits(5), getrandbits(32), getrandbits(40),
 * randrange(10), randint(1, 10**9), randint(0, 2**31 - 1), randrange(-5, 2**40).
 */
const KNOWN = [
  {
    seed: 0,
    drawn: [0.8444218515250481, 24, 3823568514, 44756014165, 4, 548977049, 2087043557, 788025983487],
  },
  {
    seed: 1,
    drawn: [0.13436424411240122, 27, 3445702192, 71999863748, 4, 126614243, 2127877499, 991110786879],
  },
  {
    seed: -1n,
    drawn: [0.13436424411240122, 27, 3445702192, 71999863748, 4, 126614243, 2127877499, 991110786879],
  },
  {
    seed: 1234,
    drawn: [0.9664535356921388, 14, 501869158, 98816423444, 9, 37501686, 360511942, 521214191139],
  },
  {
    seed: 2 ** 32,
    drawn: [0.11299430095636409, 13, 4014597330, 21546460955, 9, 940697829, 1423829729, 996409757024],
  },
  {
    seed: 10n ** 30n,
    drawn: [0.9341508484568806, 16, 532161490, 22974497407, 5, 155717203, 1772661194, 932587610015],
  },
];

describe("PythonRandom", () => {
  it.each(KNOWN)("draws Python's numbers from seed $seed", ({ seed, drawn }) => {
    const random = new PythonRandom(seed);
    expect([
      random.random(),
      random.getrandbits(5),
      random.getrandbits(32),
      random.getrandbits(40),
      random.randrange(0, 10),
      random.randint(1, 1e9),
      random.randint(0, 2 ** 31 - 1),
      random.randrange(-5, 2 ** 40),
    ]).toEqual(drawn);
  });

  it("is still in step after 100,000 draws", () => {
    const random = new PythonRandom(1234);
    for (let count = 0; count < 100_000; count += 1) random.random();
    expect(random.getrandbits(32)).toBe(2713251927);
  });

  it("refuses what is no whole number, no range, and too many bits", () => {
    expect(() => new PythonRandom(0.5)).toThrow("Python's random takes a whole number as its seed here; it is 0.5.");
    const random = new PythonRandom(0);
    for (const [low, high] of [
      [1, 1],
      [2, 1],
      [0, 2 ** 53],
      [-(2 ** 53), 1],
      [0.5, 3],
    ] as const) {
      expect(() => random.randrange(low, high)).toThrow(RangeError);
    }
    for (const bits of [0, 54, 1.5, NaN]) expect(() => random.getrandbits(bits)).toThrow(RangeError);
  });
});
