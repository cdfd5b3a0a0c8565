import type { MeanField, MeanFieldPoint } from "../model/meanField.ts";
import { NONLINEARITIES } from "../model/nonlinearities.ts";
import { ROUNDING } from "./estimate.ts";
import { chi1AtEnds } from "./lengthMap.ts";
import { depthScale, phaseOf } from "./phase.ts";

type End = "zero" | "infinite";

/** Theory where the signal dies or grows for ever: the limits of chi1 and of the correlation map there. */
export function atEnd(point: MeanFieldPoint, kind: End): MeanField {
  const ends = chi1AtEnds(point);
  const isZero = kind === "zero";
  const chi1 = isZero ? ends.zero : ends.infinity;
  const cStar = endCorrelation(point, kind);
  return {
    qStar: isZero ? 0 : null,
    chi1,
    cStar,
    xiC: null,
    xiQ: isZero && chi1 < 1 ? depthScale(Math.log(chi1)) : null,
    error: endError(chi1, isZero),
    phase: phaseOf(chi1, ROUNDING),
    reason: endReason(point, kind, cStar),
  };
}

/** Theory where φ is linear on each side of 0 and chi1 = 1 without bias: q′ = q for every q. */
export function everyLength(point: MeanFieldPoint): MeanField {
  const { slopeAtZero } = NONLINEARITIES[point.activation];
  const isBent = slopeAtZero[0] !== slopeAtZero[1];
  return {
    qStar: 1,
    chi1: chi1AtEnds(point).zero,
    cStar: isBent ? 1 : null,
    xiC: null,
    xiQ: null,
    error: ROUNDING,
    phase: "critical",
    reason: isBent
      ? "Every mean square is kept as it is, and two inputs come to correlation 1 by a power of the depth, not exponentially."
      : "Every mean square and every correlation is kept as it is.",
  };
}

function endSlopes({ activation }: MeanFieldPoint, kind: End): readonly [number, number] {
  const { slopeAtZero, slopeAtInfinity } = NONLINEARITIES[activation];
  return kind === "zero" ? slopeAtZero : slopeAtInfinity;
}

/** 1 where φ is bent at the end, or where the bias outgrows the signal; null where a correlation depends on the input's. */
function endCorrelation(point: MeanFieldPoint, kind: End): number | null {
  if (point.sigmaW2 === 0) return null;
  const [below, above] = endSlopes(point, kind);
  const isBiased = kind === "infinite" && point.sigmaB2 > 0 && chi1AtEnds(point).infinity <= 1 + ROUNDING;
  return below !== above || isBiased ? 1 : null;
}

function endError(chi1: number, isZero: boolean): number {
  return isZero && chi1 > 0 && chi1 < 1 ? Math.min(1, ROUNDING / Math.abs(Math.log(chi1))) : ROUNDING;
}

function endReason(point: MeanFieldPoint, kind: End, cStar: number | null): string {
  if (point.sigmaW2 === 0) return "Without weights and biases every preactivation is 0, and no correlation is defined.";
  const length = kind === "zero" ? "The signal dies (q* is 0)" : "There is no fixed point: q grows for ever";
  const correlation =
    cStar === null
      ? "the correlation of two inputs has no single end: where φ is linear, each is a fixed point"
      : "two inputs come to correlation 1 by a power of the depth, so xi_c is infinite";
  return `${length}, and ${correlation}.`;
}
