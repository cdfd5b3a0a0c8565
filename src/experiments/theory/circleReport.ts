import type { EngineInfo } from "../../model/engine.ts";
import type { TheoryConfig } from "./theoryConfig.ts";

/** A circle of inputs: `points` of them, evenly spaced on a circle of mean square 1 in a random plane. */
export interface CircleConfig extends TheoryConfig {
  readonly points: number;
}

/** What the circle has become in one layer's preactivations. */
export interface CircleLayer {
  readonly layer: number;
  /** ln of the mean square over units and points; null where the layer is all zero. */
  readonly lnQ: number | null;
  /** Its projection on its two main directions, in units of the layer's root mean square: [x, y] a point, in order. */
  readonly projection: readonly (readonly [x: number, y: number])[];
  /** Shares of the variance about its centre that the first directions hold, largest first, up to eight. */
  readonly shares: readonly number[];
  /**
   * Mean correlation of points a quarter of the circle apart: how far the circle has come to one point. Where φ is odd and
   * there are no biases, opposite inputs stay opposite and it is 0 whatever becomes of the circle.
   */
  readonly quarterCorrelation: number | null;
  /** Root mean square of the same correlations: 0 where every right angle still is one, 1 where all lie on a line. */
  readonly quarterRms: number | null;
  /** Length of the closed curve through the points over √q, as Poole et al. 2016 measure it. */
  readonly length: number | null;
}

export interface CircleReport {
  readonly engine: EngineInfo;
  readonly config: CircleConfig;
  readonly milliseconds: number;
  readonly layers: readonly CircleLayer[];
  /** Theory's correlation that two inputs settle at in an infinitely wide network; null where it has none. */
  readonly cStar: number | null;
}
