import type { Framework, InitializerName } from "../../model/initializer.ts";
import type { NonlinearityId } from "../../model/nonlinearity.ts";
import { type LossId, OPTIMIZER_DEFAULTS, type OptimizerId } from "../../model/training.ts";
import type { TheoryEngine } from "../theory/theoryConfig.ts";

/** Two features and a class, made from a seed. */
export const DATA_NAMES = ["roasting", "moons", "circles", "xor", "spirals"] as const;
export type DataName = (typeof DATA_NAMES)[number];

/** Where a network starts: an initializer's weights, and what is added to them. */
export interface Start {
  readonly initializer: InitializerName;
  /** Every weight, of `constant`. */
  readonly value?: number | undefined;
  /** Standard deviation, of `normal` and its kin; the framework's own where it is absent. */
  readonly stddev?: number | undefined;
  /** ε: the framework's N(0, 1) with the same seed, times this, is added to every weight. 0 adds nothing. */
  readonly epsilon: number;
  /** Standard deviation of normal numbers added to the biases, which are otherwise as the framework makes them. */
  readonly biasStddev: number;
}

/** Everything that decides a training's numbers but its start. The defaults are the thread's network. */
export interface TrainingConfig {
  /** Units of each layer, the input first and the output last. */
  readonly layers: readonly number[];
  readonly activation: NonlinearityId;
  /** `softmax` goes with categorical_crossentropy alone. */
  readonly outputActivation: NonlinearityId | "softmax";
  readonly loss: LossId;
  readonly optimizer: OptimizerId;
  readonly learningRate: number;
  /** μ, of momentum. */
  readonly momentum: number;
  /** Examples an update; null for all. */
  readonly batchSize: number | null;
  readonly data: DataName;
  readonly samples: number;
  /** Standard deviation of the noise that the data are made with; null for the data's own. */
  readonly noise: number | null;
  readonly framework: Framework;
  /** Of data, weights, ε's noise and the order of batches. */
  readonly seed: number;
  readonly engine: TheoryEngine;
}

/** What the Symmetry lab compares: one training from two starts. */
export interface SymmetryConfig extends TrainingConfig {
  readonly starts: readonly [Start, Start];
  /** Updates made when the page opens. */
  readonly iterations: number;
}

/** The thread's network on two moons. */
export const DEFAULT_TRAINING_CONFIG: TrainingConfig = {
  layers: [2, 3, 1],
  activation: "sigmoid",
  outputActivation: "sigmoid",
  loss: "binary_crossentropy",
  optimizer: "sgd",
  learningRate: 0.5,
  momentum: OPTIMIZER_DEFAULTS.momentum,
  batchSize: null,
  data: "moons",
  samples: 200,
  noise: null,
  framework: "tensorflow",
  seed: 0,
  engine: "auto",
};

export const DEFAULT_START: Start = { initializer: "glorot_uniform", epsilon: 0, biasStddev: 0 };

/**
 * The dare: zeros against what the thread's TensorFlow draws. On roasts, of which one in three is good: from zeros and
 * equally many of two classes every gradient of all examples is 0 but for rounding.
 */
export const DEFAULT_SYMMETRY_CONFIG: SymmetryConfig = {
  ...DEFAULT_TRAINING_CONFIG,
  data: "roasting",
  learningRate: 2,
  seed: 1234,
  starts: [{ ...DEFAULT_START, initializer: "zeros" }, DEFAULT_START],
  iterations: 100,
};

/** Features of the data made from a seed. */
export const MADE_FEATURES = 2;

/** What the terminal takes at most. */
export const MOST_SAMPLES = 100_000;
export const MOST_ITERATIONS = 1_000_000;
export const MOST_PARAMETERS = 2 ** 22;

/** What the lab takes at most. */
export const LAB_MOST = { hiddenLayers: 8, units: 64, classes: 8, samples: 10_000, iterations: 10_000 } as const;

/** Before the names of the second start's fields, in URL and messages. */
export const VERSUS = "versus-";
