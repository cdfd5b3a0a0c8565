import { describe, expect, it } from "vitest";
import { drawNow } from "../../src/random/drawing.ts";
import { JaxKey } from "../../src/random/jax.ts";
import { floats, floatSteps, printed } from "../support/floats.ts";

describe("JaxKey, partitionable", () => {
  it("draws what JAX's documentation prints", () => {
    // docs.jax.dev, jax.random and "Pseudorandom numbers", JAX 0.5 and later.
    expect(printed(drawNow(JaxKey.fromSeed(0).uniform(1)))).toEqual([0.947667]);
    expect(printed(drawNow(JaxKey.fromSeed(0).split()[1]!.uniform(1)))).toEqual([0.00729382]);
    expect([...drawNow(JaxKey.fromSeed(0).normal(1))]).toEqual(floats([1.6226422]));
    expect([...drawNow(JaxKey.fromSeed(42).normal(1))]).toEqual(floats([-0.028304616]));
    expect(printed(drawNow(JaxKey.fromSeed(42).normal(3)))).toEqual([-0.02830462, 0.46713185, 0.29570296]);
    const apart = JaxKey.fromSeed(42).split(3);
    expect(apart.flatMap((key) => printed(drawNow(key.normal(1))))).toEqual([0.07592554, 0.60576403, 0.4323065]);
  });

  it("draws the same element whatever the count", () => {
    const key = JaxKey.fromSeed(5);
    const more = drawNow(key.normal(40_000));
    for (const count of [1, 2, 3, 17, 16_385]) {
      expect([...drawNow(key.normal(count))]).toEqual([...more.subarray(0, count)]);
    }
    expect([...key.bits(3)]).toEqual([...key.bits(9).subarray(0, 3)]);
    expect(key.split(5).map(({ words }) => words)).toEqual(
      key
        .split(9)
        .slice(0, 5)
        .map(({ words }) => words),
    );
  });
});

describe("JaxKey, legacy", () => {
  const key = JaxKey.fromSeed(42, "legacy");

  it("draws what the documentation of jax.nn.initializers prints for PRNGKey(42), shape (2, 3)", () => {
    // uniform(10.0), truncated_normal(5.0); written down before 0.5.
    const uniform = drawNow(key.uniform(6)).map((value) => value * 10);
    expect([...uniform]).toEqual(floats([7.298188, 8.691938, 8.7230015, 2.0818567, 1.8662417, 5.5022564]));
    const truncated = drawNow(key.truncatedNormal(6, 0, 5));
    expect([...truncated]).toEqual(floats([2.9047365, 5.2338114, 5.29852, -3.836303, -4.192359, 0.6022964]));
  });

  it("draws its normal numbers but for last digits", () => {
    // normal(5.0): printed by a release or a device whose inverse error function differs by up to 6 steps of float32.
    const normal = drawNow(key.normal(6, 0, 5));
    const theirs = floats([3.0613258, 5.6129413, 5.6866574, -4.063663, -4.4520254, 0.63115686]);
    expect(floatSteps(normal, theirs)).toBeLessThanOrEqual(6);
  });

  it("splits PRNGKey(0) as JAX's documentation printed it before 0.5", () => {
    // random.split(random.PRNGKey(0)).
    const words = JaxKey.fromSeed(0, "legacy")
      .split()
      .map((half) => half.words);
    expect(words).toEqual([
      [4146024105, 967050713],
      [2718843009, 1272950319],
    ]);
  });

  it("pads an odd count", () => {
    // The halves of 5 counters are 0 1 2 and 3 4, with a 0 at the end: the first words are those of 6 but for the pairs.
    const odd = key.bits(5);
    expect(odd).toHaveLength(5);
    expect([...odd.subarray(0, 2)]).not.toEqual([...key.bits(4).subarray(0, 2)]);
    const pair = key.bits(2);
    expect(key.bits(1)[0]).not.toBe(pair[0]);
  });
});

describe("JaxKey", () => {
  it("takes the low 32 bits of a seed, as JAX's own tests have it where 64-bit numbers are off", () => {
    // tests/random_test.py, test_prng_seeds_and_keys.
    expect(JaxKey.fromSeed(2 ** 31 - 1 + 100).words).toEqual([0, 2147483747]);
    expect(JaxKey.fromSeed(-(2 ** 31) - 100).words).toEqual([0, 2147483548]);
    expect(JaxKey.fromSeed(-(2 ** 31) - 101).words).toEqual([0, 2147483547]);
    for (const seed of [2n ** 63n, -(2n ** 63n) - 1n, 0.5, NaN]) {
      expect(() => JaxKey.fromSeed(seed)).toThrow(
        `JAX takes a whole number from -9223372036854775808 to 9223372036854775807 as its seed; it is ${seed}.`,
      );
    }
  });

  it("cuts truncated numbers at ±2 and spreads uniform ones", () => {
    const key = JaxKey.fromSeed(9);
    const truncated = drawNow(key.truncatedNormal(100_000));
    expect(Math.max(...truncated.map(Math.abs))).toBeLessThan(2);
    const uniform = drawNow(key.uniform(100_000, -3, 0.5));
    expect(Math.min(...uniform)).toBeGreaterThanOrEqual(-3);
    expect(Math.max(...uniform)).toBeLessThan(0.5);
  });
});
