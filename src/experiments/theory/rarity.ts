import erfc from "@stdlib/math-base-special-erfc";

/** Where a sample has so many of the networks that make half of a mean, its own mean comes near. */
export const ENOUGH = 100;

/**
 * The share of networks that make half of E[M^power]. Under a normal ln M of variance s², M^power weighs networks as a
 * normal about mean + power · s² would: half lies beyond, at power · s standard deviations.
 */
export function halfMadeBy(power: number, varianceLog: number): number {
  return erfc((power * Math.sqrt(varianceLog)) / Math.SQRT2) / 2;
}

/** The part of ln E[M²] that comes of the spread, by which the log-normal may miss it. */
const MISS = 0.25;

/**
 * Whether a normal ln M tells of M², by the moment known exactly: it would give ln E[M²] = 2 mean + 2 variance. What it
 * misses comes of the third cumulant, which over the variance falls as 1 / width: 0.7 of 2 variance at width 1, 0.05 at 80.
 */
export function isNearlyLogNormal(lnSecondMoment: number, meanLog: number, varianceLog: number): boolean {
  return Math.abs(2 * meanLog + 2 * varianceLog - lnSecondMoment) <= MISS * 2 * varianceLog;
}
