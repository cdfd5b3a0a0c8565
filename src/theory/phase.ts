import type { Phase } from "../model/meanField.ts";

/** -1 / ln(slope): layers in which 1/e is left; 0 where nothing is left after one. */
export function depthScale(lnSlope: number): number {
  return -1 / lnSlope;
}

/** The relative error of -1 / ln(slope), from that of the slope; all of it for a slope that has underflowed. */
export function depthScaleError(lnSlope: number, slopeError: number): number {
  return lnSlope === -Infinity || slopeError >= 1 ? 1 : -Math.log1p(-slopeError) / Math.abs(lnSlope);
}

/** Critical where chi1 is 1 as far as its relative error can tell. */
export function phaseOf(chi1: number, error: number): Phase {
  if (Math.abs(chi1 - 1) <= error * chi1) return "critical";
  return chi1 < 1 ? "ordered" : "chaotic";
}
