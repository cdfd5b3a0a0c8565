import type { EngineInfo, RunOptions } from "./engine.ts";
import type { NonlinearityId } from "./nonlinearity.ts";

/** How a loss takes the outputs z of the last layer and the targets t, both (outputs, batch); all are means over the batch. */
export const LOSSES = ["mean_squared_error", "binary_crossentropy", "categorical_crossentropy"] as const;
/**
 * - mean_squared_error: mean over outputs of (φ_out(z) - t)².
 * - binary_crossentropy: mean over outputs of max(z, 0) - z t + ln(1 + e^-|z|), on logits z, whatever is said of the output.
 * - categorical_crossentropy: -Σ t ln softmax(z), on logits z; t of an example sums to 1.
 */
export type LossId = (typeof LOSSES)[number];

export const OPTIMIZERS = ["sgd", "momentum", "rmsprop", "adam"] as const;
export type OptimizerId = (typeof OPTIMIZERS)[number];

/**
 * One update of a parameter w from its gradient g; t counts updates from 1, states start at 0. As Keras 3 has them:
 *
 * - sgd: w ← w - η g.
 * - momentum (Polyak 1964): v ← μ v - η g, w ← w + v.
 * - rmsprop (Hinton, lecture 6e of 2012): s ← ρ s + (1 - ρ) g², w ← w - η g / √(s + ε).
 * - adam (Kingma and Ba 2015, the order of the end of section 2): m ← β1 m + (1 - β1) g, s ← β2 s + (1 - β2) g²,
 *   w ← w - η √(1 - β2^t) / (1 - β1^t) · m / (√s + ε).
 */
export interface Optimizer {
  readonly id: OptimizerId;
  /** η, above 0. */
  readonly learningRate: number;
  /** μ. */
  readonly momentum: number;
  /** ρ. */
  readonly rho: number;
  readonly beta1: number;
  readonly beta2: number;
  /** ε. */
  readonly epsilon: number;
}

/** Keras 3's own numbers for what is not said. */
export const OPTIMIZER_DEFAULTS = { momentum: 0.9, rho: 0.9, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 } as const;

/** How many numbers an optimizer keeps beside each parameter. */
export const OPTIMIZER_STATES: Readonly<Record<OptimizerId, number>> = { sgd: 0, momentum: 1, rmsprop: 1, adam: 2 };

/** A dense network in training: z_l = W_l h_(l-1) + b_l, h_l = φ(z_l) in hidden layers; the loss takes the last z. */
export interface TrainedNetwork {
  /** Units of each layer, the input first and the output last; at least two. */
  readonly sizes: readonly number[];
  readonly activation: NonlinearityId;
  /** φ_out, which mean_squared_error alone looks at: the others take logits. */
  readonly outputActivation: NonlinearityId;
}

/** A layer's parameters: weight (fanOut, fanIn) row-major, bias (fanOut). Float32 from a GPU, float64 from the reference. */
export interface LayerParameters {
  readonly weight: Float32Array | Float64Array;
  readonly bias: Float32Array | Float64Array;
}

/** Examples, row-major with one row a feature or output and one column an example: numbers that float32 holds exactly. */
export interface TrainingData {
  readonly examples: number;
  /** (sizes[0], examples). */
  readonly inputs: Float32Array;
  /** (outputs, examples). */
  readonly targets: Float32Array;
}

/** Mini-batches: each epoch takes all examples once in an order of its own; its last batch may be smaller, as in Keras. */
export interface MiniBatches {
  /** Examples an update, at least 1. */
  readonly size: number;
  /** A permutation of 0 … examples - 1; the same for the same epoch (from 0), whenever it is asked for. */
  order(epoch: number): Uint32Array;
}

/** All that decides a training, to the bit. */
export interface TrainingSetup {
  readonly network: TrainedNetwork;
  readonly loss: LossId;
  readonly optimizer: Optimizer;
  readonly data: TrainingData;
  /** Null where every update takes all examples, in their order. */
  readonly batches: MiniBatches | null;
  /** One entry a layer; a GPU rounds them to float32. */
  readonly start: readonly LayerParameters[];
}

/** Where a training stands. */
export interface TrainingState {
  /** Updates made. */
  readonly iteration: number;
  /** Loss of these parameters over the batch that the next update takes: over all examples where there are no batches. */
  readonly loss: number;
  readonly parameters: readonly LayerParameters[];
  /** The last layer's preactivations for all examples, (outputs, examples) row-major. */
  readonly logits: Float32Array | Float64Array;
}

/** A network while it trains. Calls come one after the other: each waits for the one before. */
export interface TrainingRun {
  readonly setup: TrainingSetup;
  /** Updates made. */
  readonly iteration: number;
  /**
   * The number of updates after which a loss or a parameter is beyond LARGEST_LOSS or no number; null while there is none.
   * From then on no update is made, and the parameters are the last with which all was finite: those after brokenAt - 1
   * updates, which are all that are counted, or the start's where it is 0.
   *
   * Engines may differ in when they break: one in float32 does so as well where the loss of a single example is beyond
   * LARGEST_LOSS, not their mean alone, and where float32 does not hold a preactivation or what the optimizer keeps beside
   * a parameter, such as the square of a gradient above 1.8e19.
   */
  readonly brokenAt: number | null;
  /**
   * Makes updates, fewer where it breaks, and returns the loss before each: entry i is the loss over its batch of the
   * parameters after `iteration + i` updates. However updates are shared out among calls, every bit is the same. An
   * abort rejects with the signal's reason; `iteration` then tells how many were made.
   */
  advance(updates: number, options?: RunOptions): Promise<Float64Array>;
  state(): Promise<TrainingState>;
  /** Starts again at iteration 0 from these parameters, or the setup's; allocates nothing that stays. */
  restart(start?: readonly LayerParameters[]): void;
  /** Frees what the run holds. */
  destroy(): void;
}

/** Trains networks. Implemented in float64 (src/cpu) and on WebGPU (src/gpu); each is a check of the other. */
export interface Trainers {
  readonly info: EngineInfo;
  /** Throws a LimitError with the limit and the size where the training would not fit. Allocates nothing. */
  assertFits(setup: TrainingSetup): void;
  /** A RangeError, which names every operand and its shape, where they do not fit each other. */
  start(setup: TrainingSetup): Promise<TrainingRun>;
  /** Frees what it holds, its runs apart; a device handed to it stays open. */
  destroy(): void;
}

/** A loss, and a parameter, above this is no longer taken for a finite number: float32's sums stay below its end. */
export const LARGEST_LOSS = 2 ** 100;
