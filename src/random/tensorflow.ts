import type { Drawing } from "./drawing.ts";
import { Philox } from "./philox.ts";
import { PythonRandom } from "./pythonRandom.ts";
import { checkedSeed, type Seed } from "./seed.ts";
import { philoxNormal, philoxTruncatedNormal, philoxUniform } from "./tensorflowKernels.ts";

/** Seeds are taken modulo this, 2^31 - 1. */
const MODULUS = 2n ** 31n - 1n;

/** The two seeds that a random op runs with, reduced, and never both 0. */
export interface OpSeeds {
  readonly global: bigint;
  readonly op: bigint;
}

/**
 * TensorFlow's stateful random ops after `tf.random.set_seed(seed)`, which Keras used up to TensorFlow 2.9: every op takes
 * the next op seed from Python's `random.Random(seed)`, and counts from 0 under the key of the global seed.
 *
 * Uniform numbers are TensorFlow's to the bit on every device. Normal numbers are those of its CPU kernels, of
 * which the last digit depends on the C library's log, sin and cos.
 */
export class TensorflowRandom {
  readonly #global: bigint;
  readonly #opSeeds: PythonRandom;

  /** `seed` is a whole number from -2^63 to 2^64 - 1; a RangeError otherwise. */
  constructor(seed: Seed) {
    const value = checkedSeed(seed, { owner: "TensorFlow", low: -(2n ** 63n), high: 2n ** 64n - 1n });
    this.#global = value;
    this.#opSeeds = new PythonRandom(value);
  }

  /** Takes the next op seed: what the next random op would run with. */
  nextSeeds(): OpSeeds {
    return reducedSeeds(this.#global, BigInt(this.#opSeeds.randint(0, Number(MODULUS))));
  }

  /** `tf.random.uniform([count], low, high)`. */
  *uniform(count: number, low = 0, high = 1): Drawing<Float32Array> {
    return spread(yield* philoxUniform(philoxOf(this.nextSeeds()), count), low, high);
  }

  /** `tf.random.normal([count], mean, std)`. */
  *normal(count: number, mean = 0, std = 1): Drawing<Float32Array> {
    return scaled(yield* philoxNormal(philoxOf(this.nextSeeds()), count), mean, std);
  }

  /** `tf.random.truncated_normal([count], mean, std)`: within two std of the mean. */
  *truncatedNormal(count: number, mean = 0, std = 1): Drawing<Float32Array> {
    return scaled(yield* philoxTruncatedNormal(philoxOf(this.nextSeeds()), count), mean, std);
  }
}

/** Both seeds modulo 2^31 - 1, from 0 on; where both are 0 the op seed is 2^31 - 1, as 0 and 0 would ask for a random one. */
export function reducedSeeds(global: bigint, op: bigint): OpSeeds {
  const [first, second] = [reduced(global), reduced(op)];
  return { global: first, op: first === 0n && second === 0n ? MODULUS : second };
}

function reduced(seed: bigint): bigint {
  return ((seed % MODULUS) + MODULUS) % MODULUS;
}

/** The generator of an op's seeds: the global seed is the key, the op seed the counter's upper half. */
export function philoxOf({ global, op }: OpSeeds): Philox {
  return new Philox([Number(global), 0], [Number(op), 0]);
}

/** u (high - low) + low, each step in float32, in place. */
export function spread(values: Float32Array, low: number, high: number): Float32Array {
  const start = Math.fround(low);
  const width = Math.fround(Math.fround(high) - start);
  for (let index = 0; index < values.length; index += 1) values[index] = Math.fround(values[index]! * width) + start;
  return values;
}

/** z std + mean, each step in float32, in place. */
export function scaled(values: Float32Array, mean: number, std: number): Float32Array {
  const [factor, shift] = [Math.fround(std), Math.fround(mean)];
  for (let index = 0; index < values.length; index += 1) values[index] = Math.fround(values[index]! * factor) + shift;
  return values;
}
