import type { EngineInfo } from "../../model/engine.ts";
import type { TheoryConfig } from "./theoryConfig.ts";

/** The shares of networks below each quantile of a fan. */
export const FAN_SHARES = [0.05, 0.25, 0.5, 0.75, 0.95] as const;

/** A random quantity over the networks done so far: M, or the gradient's. Null where float64 ends, or none is known. */
export interface FanLayer {
  readonly layer: number;
  readonly mean: number | null;
  /** E[M²]. */
  readonly secondMoment: number | null;
  /** Of the mean: √(sample variance / networks), null for one network. */
  readonly standardError: number | null;
  /** Of the second moment, likewise. */
  readonly secondMomentError: number | null;
  /** Over the networks whose M is not zero; the variance is the population's, as np.var. */
  readonly meanLog: number | null;
  readonly varianceLog: number | null;
  /** ln of the quantiles of M, interpolated as numpy.quantile does, in the order of FAN_SHARES; null where one is zero. */
  readonly lnQuantiles: readonly (number | null)[];
  /** ln of the mean, at any magnitude; null where every network is zero. */
  readonly lnMean: number | null;
  /** Networks whose M is exactly zero. */
  readonly dead: number;
  /** How many of the networks with the largest M hold half of the sum of M. */
  readonly halfHeldBy: number;
}

/** What theory says of a layer; null where it has no closed answer at this width. */
export interface FanTheory {
  readonly layer: number;
  /** ln of the mean-field (infinite width) value. */
  readonly lnMeanField: number | null;
  /** ln E[M²] at this width: for ReLU (1 + 5/width)^layer (σ_w²/2)^(2 layer). */
  readonly lnSecondMoment: number | null;
  /** Exact mean and variance of ln M at this width. */
  readonly meanLog: number | null;
  readonly varianceLog: number | null;
}

export interface EnsembleReport {
  readonly engine: EngineInfo;
  readonly config: TheoryConfig;
  /** Networks done: config.networks once it is the whole. */
  readonly networks: number;
  readonly done: boolean;
  readonly milliseconds: number;
  /** Entry l: layer l, 0 the input. M: the mean square of activations over the input's. */
  readonly signal: readonly FanLayer[];
  /** Entry l: ∂/∂h_l over ∂/∂h_depth; null where it was not asked for. */
  readonly gradient: readonly FanLayer[] | null;
  readonly signalTheory: readonly FanTheory[];
  readonly gradientTheory: readonly FanTheory[];
}
