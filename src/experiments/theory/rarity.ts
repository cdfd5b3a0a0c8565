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
