import type { Phase } from "../model/meanField.ts";

/** -1 / ln(slope): layers in which 1/e is left; 0 where nothing is left after one. */
export function depthScale(slope: number): number {
  return slope === 0 ? 0 : -1 / Math.log(slope);
}

/** Critical where chi1 is 1 as far as its relative error can tell. */
export function phaseOf(chi1: number, error: number): Phase {
  if (Math.abs(chi1 - 1) <= error * chi1) return "critical";
  return chi1 < 1 ? "ordered" : "chaotic";
}
