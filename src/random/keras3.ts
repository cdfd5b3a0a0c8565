import type { Drawing } from "./drawing.ts";
import { Philox } from "./philox.ts";
import { PythonRandom } from "./pythonRandom.ts";
import { checkedSeed, type Seed } from "./seed.ts";
import { scaled, spread } from "./tensorflow.ts";
import { philoxNormal, philoxTruncatedNormal, philoxUniform } from "./tensorflowKernels.ts";

/** The key under which TensorFlow scrambles the seed of a stateless op. */
const SCRAMBLE_KEY = [0x3ec8f720, 0x02461e29] as const;

/**
 * Keras 3 on TensorFlow after `keras.utils.set_random_seed(seed)`: every initializer without a seed of its own takes one
 * from Python's `random`, a whole number from 1 to 10^9, when its layer is made, and draws with TensorFlow's stateless
 * op of the seed [that number, 0].
 *
 * (keras/src/random/seed_generator.py, make_default_seed and draw_seed; keras/src/backend/tensorflow/random.py.)
 */
export class Keras3Random {
  readonly #seeds: PythonRandom;

  /** `seed` is a whole number from 0 to 2^32 - 1, as NumPy's, which Keras seeds too; a RangeError otherwise. */
  constructor(seed: Seed) {
    this.#seeds = new PythonRandom(checkedSeed(seed, { owner: "Keras 3", low: 0n, high: 2n ** 32n - 1n }));
  }

  /** Takes the seed of the next initializer. */
  nextSeed(): number {
    return this.#seeds.randint(1, 1e9);
  }

  /** `keras.random.uniform((count,), low, high, seed=nextSeed)`. */
  *uniform(count: number, low = 0, high = 1): Drawing<Float32Array> {
    return spread(yield* philoxUniform(statelessPhilox(this.nextSeed()), count), low, high);
  }

  /** `keras.random.normal((count,), mean, std, seed=nextSeed)`. */
  *normal(count: number, mean = 0, std = 1): Drawing<Float32Array> {
    return scaled(yield* philoxNormal(statelessPhilox(this.nextSeed()), count), mean, std);
  }

  /** `keras.random.truncated_normal((count,), mean, std, seed=nextSeed)`: within two std of the mean. */
  *truncatedNormal(count: number, mean = 0, std = 1): Drawing<Float32Array> {
    return scaled(yield* philoxTruncatedNormal(statelessPhilox(this.nextSeed()), count), mean, std);
  }
}

/**
 * The generator of a stateless op's seed [first, second], whole numbers from -2^31 to 2^31 - 1: one block of Philox under
 * a fixed key makes the key (its first two words) and the counter's upper half (the others).
 *
 * (tensorflow/core/kernels/stateless_random_ops.cc, GenerateKey.)
 */
export function statelessPhilox(first: number, second = 0): Philox {
  const scramble = new Philox(SCRAMBLE_KEY, [second, second < 0 ? -1 : 0]);
  // Each seed is extended by its sign to 64 bits.
  scramble.blockOf(first, first < 0 ? -1 : 0);
  const [k0, k1, c2, c3] = scramble.words;
  return new Philox([k0!, k1!], [c2!, c3!]);
}
