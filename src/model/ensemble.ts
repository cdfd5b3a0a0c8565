import type { EngineInfo, RunOptions } from "./engine.ts";
import type { MeanFieldPoint } from "./meanField.ts";

/**
 * Many networks of `depth` hidden layers of `width`, the input as wide: z_l = √(sigmaW2 / width) W_l h_(l-1) +
 * √sigmaB2 b_l, h_l = φ(z_l). Each is given two inputs a, b of mean square 1 whose correlation is `correlation`:
 * a = (1, 1, …) and b = c a + √(1 - c²) (1, -1, 1, …), since Gaussian weights know no direction; ensembleInputs says what
 * they are in odd widths.
 *
 * All numbers are N(0, 1) of TensorFlow's Philox, `tf.raw_ops.RandomStandardNormal(shape=…, dtype=tf.float32, seed=seed,
 * seed2=(network << 32) | stream)`: key (seed low, seed high), counter words 2 and 3 (stream, network), where `stream`
 * is l for W_l, (fanOut, fanIn) row-major; BIAS_STREAM + l for b_l; GRADIENT_STREAM for the gradient given to the last
 * layer. Layers count from 1, networks from 0.
 */
export interface EnsembleConfig extends MeanFieldPoint {
  readonly depth: number;
  readonly width: number;
  readonly networks: number;
  /** A whole number from 0 to 2^32 - 1. */
  readonly seed: number;
  /** From -1 to 1. */
  readonly correlation: number;
}

export const BIAS_STREAM = 0x1_0000;
export const GRADIENT_STREAM = 0x2_0000;

/** What a run brings back beyond the activations' mean squares. */
export interface EnsembleOptions extends RunOptions {
  /** Also the mean squares of preactivations, and correlations of the two inputs. */
  readonly pair?: boolean | undefined;
  /** Also the gradient. */
  readonly gradient?: boolean | undefined;
  /** Called with each piece of the ensemble as it is done, in order; together they are the whole. */
  readonly onPiece: (piece: EnsemblePiece) => void;
}

/**
 * Networks `first` to `first + count - 1`. Arrays are (count, depth + 1) row-major, entry 0 the input, and hold natural
 * logarithms of mean squares over units, at any magnitude: -Infinity where every unit is zero.
 */
export interface EnsemblePiece {
  readonly first: number;
  readonly count: number;
  /** ln M_l: the mean square of h_l for input a over that of a. */
  readonly lnM: Float64Array;
  /** ln of the mean square of z_l for input a (entry 0: of a); null unless `pair`. */
  readonly lnQ: Float64Array | null;
  /** Correlation z_l(a)·z_l(b) / |z_l(a)||z_l(b)| (entry 0: of a and b), NaN where one is zero; null unless `pair`. */
  readonly c: Float64Array | null;
  /**
   * ln of the mean square of ∂/∂h_l over that of ∂/∂h_depth, which is drawn N(0, 1); null unless `gradient`. (All of one
   * sign, the last gradient would lean to one side with φ′, and its mean square would not go with chi1.)
   */
  readonly lnGradient: Float64Array | null;
}

/** Runs ensembles. Implemented in float64 (src/cpu) and on WebGPU (src/gpu); each is a check of the other. */
export interface Ensembles {
  readonly info: EngineInfo;
  /** Throws a LimitError with the limit and the size where a network would not fit. Allocates nothing. */
  assertFits(config: EnsembleConfig): void;
  /** Networks a piece holds at most are the implementation's own; an abort rejects at the next pause. */
  run(config: EnsembleConfig, options: EnsembleOptions): Promise<void>;
  /** Frees what it holds; a device handed to it stays open. */
  destroy(): void;
}
