/** The correlation of two Gaussian preactivations, known near 0 and near 1 alike. */
export interface Correlation {
  /** From -1 to 1. */
  readonly c: number;
  /** 1 - c, from 0 to 2. */
  readonly away: number;
}

/** Exact for c below 1/2, where 1 - c loses nothing. */
export function correlationOf(c: number): Correlation {
  return { c, away: 1 - c };
}

/** For correlations near 1. */
export function correlationAway(away: number): Correlation {
  return { c: 1 - away, away };
}

/** Means over one preactivation z ~ N(0, q). */
export interface SingleMoments {
  /** E[φ(z)²]. */
  readonly square: number;
  /** E[φ′(z)²]. */
  readonly slopeSquare: number;
  /** d E[φ(z)²] / dq. */
  readonly growth: number;
  /** Its logarithm, where a φ's may fall below float64's smallest number. */
  readonly lnGrowth?: number;
  /** The larger relative error of the first two, estimated, and that of the third. */
  readonly error: number;
  readonly growthError: number;
}

/** Means over two preactivations u, v of mean square q and correlation c. */
export interface PairMoments {
  /** E[φ(u) φ(v)]. */
  readonly product: number;
  /** E[(φ(u) - φ(v))²] / 2 = E[φ(z)²] - E[φ(u) φ(v)], of its own relative precision. */
  readonly gap: number;
  /** E[φ′(u) φ′(v)]. */
  readonly slopeProduct: number;
  /** Its logarithm, where a φ's may fall below float64's smallest number. */
  readonly lnSlopeProduct?: number;
  /** The largest error, estimated: of `gap` and `slopeProduct` relative to themselves. */
  readonly error: number;
}

/** The moments of one φ, for q above 0. */
export interface Moments {
  single(q: number): SingleMoments;
  /** To a relative error of about `tolerance` where it is by quadrature, to FINE unless told. */
  pair(q: number, correlation: Correlation, tolerance?: number): PairMoments;
}

/** Tolerances of a quadrature: all that float64 gives at a fair price, and enough for a curve or a first guess. */
export const FINE = 2 ** -38;
export const ROUGH = 2 ** -16;
