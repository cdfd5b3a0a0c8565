import { describe, expect, it } from "vitest";
import { drawNow } from "../../src/random/drawing.ts";
import { Keras3Random, statelessPhilox } from "../../src/random/keras3.ts";
import { Philox } from "../../src/random/philox.ts";
import { philoxNormal, philoxUniform } from "../../src/random/tensorflowKernels.ts";
import { printed } from "../support/floats.ts";

describe("statelessPhilox", () => {
  it("gives the words of tf.random.split([1, 2], num=3)", () => {
    // The example in TensorFlow's documentation of tf.random.split.
    const philox = statelessPhilox(1, 2);
    philox.block(0);
    expect([...philox.words]).toEqual([1105988140, 1738052849, -335576002, 370444179]);
    philox.block(1);
    expect([...philox.words.subarray(0, 2)]).toEqual([10670227, -246211131]);
  });

  it("gives the numbers of tf.random.stateless_normal", () => {
    // The examples in TensorFlow's documentation of tf.random.split and tf.random.fold_in.
    const split = drawNow(philoxNormal(statelessPhilox(1105988140, 1738052849), 3));
    expect(printed(split)).toEqual([-0.59835213, -0.9578608, 0.9002807]);
    const folded = drawNow(philoxNormal(statelessPhilox(1105988140, 3), 3));
    expect(printed(folded)).toEqual([0.03197195, 0.8979765, 0.13253039]);
  });

  it("extends negative seeds by their sign to 64 bits", () => {
    const scramble = new Philox([0x3ec8f720, 0x02461e29], [-5, -1]);
    scramble.blockOf(-3, -1);
    const [k0, k1, c2, c3] = scramble.words;
    const expected = new Philox([k0!, k1!], [c2!, c3!]);
    expected.block(0);
    const philox = statelessPhilox(-3, -5);
    philox.block(0);
    expect([...philox.words]).toEqual([...expected.words]);
  });
});

describe("Keras3Random", () => {
  it("takes the seeds of its initializers from Python's random", () => {
    // Python 3.11.7: random.seed(42), then random.randint(1, 10**9) twice.
    const random = new Keras3Random(42);
    expect([random.nextSeed(), random.nextSeed()]).toEqual([686579304, 119540832]);
  });

  it("draws each call with the stateless op of the next seed", () => {
    const random = new Keras3Random(42);
    drawNow(random.normal(5));
    const seeds = new Keras3Random(42);
    seeds.nextSeed();
    const expected = drawNow(philoxUniform(statelessPhilox(seeds.nextSeed()), 7));
    expect([...drawNow(random.uniform(7))]).toEqual([...expected]);
  });

  it("refuses what NumPy does not take", () => {
    for (const seed of [-1, 2 ** 32, 0.5]) {
      expect(() => new Keras3Random(seed)).toThrow(
        `Keras 3 takes a whole number from 0 to 4294967295 as its seed; it is ${seed}.`,
      );
    }
  });
});
