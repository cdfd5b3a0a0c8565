import { describe, expect, it } from "vitest";
import { drawNow } from "../../src/random/drawing.ts";
import { Philox } from "../../src/random/philox.ts";
import { reducedSeeds, TensorflowRandom } from "../../src/random/tensorflow.ts";
import { philoxNormal, philoxTruncatedNormal, philoxUniform } from "../../src/random/tensorflowKernels.ts";
import { floats, floatSteps, printed } from "../support/floats.ts";

/** Glorot's bound. */
const bound = (fanIn: number, fanOut: number) => Math.sqrt(6 / (fanIn + fanOut));

describe("TensorflowRandom", () => {
  it("draws the thread's weights from seed 1234", () => {
    // shared/seeds/000: tf.random.set_seed(1234), Dense(3) on 2 inputs, Dense(1); all digits in REFERENCE.md 2.
    const random = new TensorflowRandom(1234);
    const first = drawNow(random.uniform(6, -bound(2, 3), bound(2, 3)));
    expect([...first]).toEqual(floats([0.08334005, -0.29660565, 0.17884266, -0.56124383, -0.15262699, 0.8899205]));
    const second = drawNow(random.uniform(3, -bound(3, 1), bound(3, 1)));
    expect([...second]).toEqual(floats([-0.4277674, -0.88499916, 0.3626454]));
  });

  it("draws the weights of Géron's Dense(300) on 784 inputs from seed 42", () => {
    // "Hands-On Machine Learning", chapter 10, TensorFlow 2: hidden1.get_weights(), the corners that it prints.
    const drawn = drawNow(new TensorflowRandom(42).uniform(784 * 300, -bound(784, 300), bound(784, 300)));
    expect(printed(drawn.subarray(0, 3))).toEqual([0.02448617, -0.00877795, -0.02189048]);
    expect(printed(drawn.subarray(297, 303))).toEqual([
      -0.02766046, 0.03859074, -0.06889391, 0.00476504, -0.03105379, -0.0586676,
    ]);
    expect(printed(drawn.subarray(-3))).toEqual([-0.00527829, 0.00272203, -0.06793761]);
  });

  it("draws tf.random.normal's numbers from seed 42", () => {
    // Printed by public notebooks of TensorFlow 2 after tf.random.set_seed(42), as tf.random.normal([9]).
    expect(printed(drawNow(new TensorflowRandom(42).normal(9)))).toEqual([
      0.3274685, -0.8426258, 0.3194337, -1.4075519, -2.3880599, -1.0392479, -0.5573232, 0.539707, 1.6994323,
    ]);
    // And as tf.random.normal((1, 4, 4, 3)), on a GPU, whose logarithm and cosine differ in the last bit now and then.
    const onGpu = [
      0.3274685, -0.8426258, 0.3194337, -1.4075519, -2.3880599, -1.0392479, -0.5573232, 0.539707, 1.6994323, 0.28893656,
      -1.5066116, -0.2645474, -0.59722406, -1.9171132, -0.62044144, 0.8504023, -0.40604794, -3.0258412, 0.9058464,
      0.29855987, -0.22561555, -0.7616443, -1.8917141, -0.93847126, 0.77852213, -0.47338897, 0.97772694, 0.24694404,
      0.20573747, -0.5256233, 0.32410017,
    ];
    const drawn = drawNow(new TensorflowRandom(42).normal(48));
    expect(floatSteps(printed(drawn), onGpu)).toBeLessThanOrEqual(1);
  });

  it("takes its op seeds from Python, and reduces seeds modulo 2^31 - 1", () => {
    const random = new TensorflowRandom(1234);
    expect(random.nextSeeds()).toEqual({ global: 1234n, op: 1892932127n });
    expect(random.nextSeeds()).toEqual({ global: 1234n, op: 501869158n });
    expect(new TensorflowRandom(2n ** 31n - 1n).nextSeeds().global).toBe(0n);
    expect(new TensorflowRandom(-1).nextSeeds().global).toBe(2n ** 31n - 2n);
    // Python's generator takes the seed as it is, and its absolute value.
    expect(new TensorflowRandom(-1234).nextSeeds().op).toBe(1892932127n);
  });

  it("never runs an op with two seeds of 0", () => {
    const modulus = 2n ** 31n - 1n;
    expect(reducedSeeds(0n, 0n)).toEqual({ global: 0n, op: modulus });
    expect(reducedSeeds(modulus, -modulus)).toEqual({ global: 0n, op: modulus });
    expect(reducedSeeds(0n, 1n)).toEqual({ global: 0n, op: 1n });
    expect(reducedSeeds(1n, modulus)).toEqual({ global: 1n, op: 0n });
  });

  it("refuses seeds beyond 64 bits and what is no whole number", () => {
    for (const seed of [2n ** 64n, -(2n ** 63n) - 1n, 0.5, NaN]) {
      expect(() => new TensorflowRandom(seed)).toThrow(
        `TensorFlow takes a whole number from -9223372036854775808 to 18446744073709551615 as its seed; it is ${seed}.`,
      );
    }
  });

  it("scales and shifts in float32", () => {
    const plain = drawNow(new TensorflowRandom(3).normal(1000));
    const scaled = drawNow(new TensorflowRandom(3).normal(1000, 1.1, 0.3));
    const [mean, std] = floats([1.1, 0.3]);
    expect([...scaled]).toEqual(floats([...plain].map((value) => Math.fround(value * std!) + mean!)));
  });
});

describe("Philox's kernels", () => {
  /** A generator whose counter starts elsewhere. */
  class Shifted extends Philox {
    readonly #start: number;

    constructor(start: number) {
      super([0, 0]);
      this.#start = start;
    }

    override block(index: number): void {
      super.block(this.#start + index);
    }
  }

  it("draw what tf.random.Generator.from_seed(42) draws", () => {
    // Its state is the counter 42 under the key 0. Printed by public notebooks as normal(shape=(3, 2)); the next-to-last
    // is -0.23193765 in some of them: there the C library's logarithm or cosine differs in its last bit.
    const drawn = drawNow(philoxNormal(new Shifted(42), 6));
    expect(printed(drawn)).toEqual([-0.7565803, -0.06854702, 0.07595026, -1.2573844, -0.23193763, -1.8107855]);
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 9])("give the first %i numbers of more", (count) => {
    for (const kernel of [philoxUniform, philoxNormal, philoxTruncatedNormal]) {
      const more = drawNow(kernel(new Philox([5, 6], [7, 8]), 40_000));
      expect([...drawNow(kernel(new Philox([5, 6], [7, 8]), count))]).toEqual([...more.subarray(0, count)]);
    }
  });

  it("give each four truncated numbers 256 counters of their own, and draw again beyond 2", () => {
    const count = 20_000;
    const drawn = drawNow(philoxTruncatedNormal(new Philox([1, 0], [2, 0]), count));
    let redrawn = 0;
    for (let group = 0; group < count / 4; group += 1) {
      class Group extends Philox {
        override block(index: number): void {
          super.block(256 * group + index);
        }
      }
      const kept = drawNow(philoxNormal(new Group([1, 0], [2, 0]), 24)).filter((value) => Math.abs(value) < 2);
      if (kept[3] !== drawNow(philoxNormal(new Group([1, 0], [2, 0]), 4))[3]) redrawn += 1;
      expect([...drawn.subarray(4 * group, 4 * group + 4)]).toEqual([...kept.subarray(0, 4)]);
    }
    // One number in 22 lies beyond 2, so one group of four in 5.7.
    expect(redrawn).toBeGreaterThan(500);
  });
});
