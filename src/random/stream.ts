import type { Framework } from "../model/initializer.ts";
import type { Drawing } from "./drawing.ts";
import { JaxKey } from "./jax.ts";
import { Keras3Random } from "./keras3.ts";
import { NumpyGenerator } from "./numpyGenerator.ts";
import { NumpyLegacy } from "./numpyLegacy.ts";
import { NumpyStream } from "./numpyStream.ts";
import { PytorchRandom } from "./pytorch.ts";
import { checkedSeed, type Seed } from "./seed.ts";
import { TensorflowRandom } from "./tensorflow.ts";

/**
 * Random numbers as a framework draws them, float32 where it is float32. Each call is one call of the framework for an
 * array of `count` numbers; two calls of half the count need not give the same. `drawNow` and `drawPaced` run them.
 */
export interface RandomStream {
  /** Uniform on [low, high), [0, 1) by default. */
  uniform(count: number, low?: number, high?: number): Drawing;
  /** N(mean, std²), N(0, 1) by default. */
  normal(count: number, mean?: number, std?: number): Drawing;
  /** N(mean, std²), cut at mean ± 2 std; PyTorch cuts at ±2. A RangeError where the framework has none. */
  truncatedNormal(count: number, mean?: number, std?: number): Drawing;
}

const OPENERS: Readonly<Record<Framework, (seed: Seed) => RandomStream>> = {
  numpy: (seed) => new NumpyStream(new NumpyLegacy(legacySeed(seed))),
  numpy_default_rng: (seed) => new NumpyStream(new NumpyGenerator(seed)),
  tensorflow: (seed) => new TensorflowRandom(seed),
  keras3: (seed) => new Keras3Random(seed),
  pytorch: (seed) => new PytorchRandom(seed),
  jax: (seed) => JaxKey.fromSeed(seed),
};

/**
 * The stream that a program starts with after it has set the framework's seed. A RangeError where the framework does not
 * take the seed. JAX's is its key, from which every call draws anew.
 */
export function openStream(framework: Framework, seed: Seed): RandomStream {
  return OPENERS[framework](seed);
}

/** A stream for each of `layers` layers: JAX's keys are `split(key(seed), layers)`, other frameworks go on with one. */
export function openLayerStreams(framework: Framework, seed: Seed, layers: number): RandomStream[] {
  if (framework === "jax") return JaxKey.fromSeed(seed).split(layers);
  const stream = openStream(framework, seed);
  return Array.from({ length: layers }, () => stream);
}

function legacySeed(seed: Seed): number {
  return Number(checkedSeed(seed, { owner: "NumPy's legacy generator", low: 0n, high: 2n ** 32n - 1n }));
}
