import type { EngineInfo } from "../../model/engine.ts";
import type { TheoryConfig } from "./theoryConfig.ts";

export const JACOBIAN_WEIGHTS = ["gaussian", "orthogonal"] as const;
export type JacobianWeights = (typeof JACOBIAN_WEIGHTS)[number];

/** One Jacobian for each kind of weights asked for, of the same nonlinearity, depth and width. */
export interface IsometryConfig extends TheoryConfig {
  readonly weights: readonly JacobianWeights[];
}

/** The singular values of ∂h_depth/∂h_0. */
export interface Spectrum {
  readonly weights: JacobianWeights;
  /** ln of each, largest first; those that rounding hides, beside the largest, are left out and counted as zeros. */
  readonly lnSingularValues: readonly number[];
  readonly zeros: number;
  /** ln of the mean of their squares; null where all are zero. */
  readonly lnMeanSquare: number | null;
  /**
   * Variance of the squares over their mean squared: 0 is isometry. It is one network's: unless depth is far below width,
   * most networks have less than theory's, which is a mean, and a few have much more.
   */
  readonly variance: number | null;
  /** What mean-field theory gives for both, at infinite width; null where it has no number. */
  readonly theory: { readonly lnMeanSquare: number | null; readonly variance: number | null };
}

export interface IsometryReport {
  readonly engine: EngineInfo;
  readonly config: IsometryConfig;
  readonly milliseconds: number;
  readonly spectra: readonly Spectrum[];
}
