import type { MeanField, MeanFieldPoint, Phase } from "../model/meanField.ts";
import { NONLINEARITIES, piecewiseSlopes } from "../model/nonlinearities.ts";
import { ROUNDING } from "./estimate.ts";
import { fixedCorrelation } from "./fixedCorrelation.ts";
import { fixedLength } from "./fixedLength.ts";
import { chi1AtEnds } from "./lengthMap.ts";
import { momentsOf } from "./moments.ts";

/** Step of differences by ln q. */
const NUDGE = 1e-4;

/**
 * q*, chi1, c*, ξ_c and ξ_q of a point, in float64 with an estimate of the error.
 *
 * Poole et al. 2016, eqs. 3 to 7; ξ_q = -1 / ln(dq′/dq) at q* and ξ_c = -1 / ln(σ_w² E[φ′(u) φ′(v)]) at c*: Schoenholz
 * et al. 2017, eqs. 7 to 9. Where q* is 0 or infinite, chi1 is its limit; two inputs then come to correlation 1, by a
 * power of the depth, where φ's slopes on the two sides of 0 (or towards ±infinity) differ, and keep theirs where they
 * are alike.
 */
export function meanField(point: MeanFieldPoint): MeanField {
  const length = fixedLength(point);
  if (length.kind === "finite") {
    const keepsAll = piecewiseSlopes(point.activation) !== null && point.sigmaB2 === 0 && point.sigmaW2 > 0;
    return keepsAll ? everyLength(point) : atFixedLength(point, length.q, length.error);
  }
  const ends = chi1AtEnds(point);
  const isZero = length.kind === "zero";
  const chi1 = isZero ? ends.zero : ends.infinity;
  const cStar = endCorrelation(point, length.kind);
  return {
    qStar: isZero ? 0 : null,
    chi1,
    cStar,
    xiC: null,
    xiQ: isZero && chi1 < 1 ? depthScale(chi1) : null,
    error: endError(chi1, isZero),
    phase: phaseOf(chi1, ROUNDING),
    reason: endReason(point, length.kind, cStar),
  };
}

/** -1 / ln(slope): layers in which 1/e is left; 0 where nothing is left after one. */
function depthScale(slope: number): number {
  return slope === 0 ? 0 : -1 / Math.log(slope);
}

function everyLength(point: MeanFieldPoint): MeanField {
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

function phaseOf(chi1: number, error: number): Phase {
  if (Math.abs(chi1 - 1) <= error * chi1) return "critical";
  return chi1 < 1 ? "ordered" : "chaotic";
}

function atFixedLength(point: MeanFieldPoint, q: number, qError: number): MeanField {
  const { activation, sigmaW2 } = point;
  if (sigmaW2 === 0)
    return { qStar: q, chi1: 0, cStar: 1, xiC: 0, xiQ: 0, error: ROUNDING, phase: "ordered", reason: null };
  const here = momentsOf(activation).single(q);
  const longer = momentsOf(activation).single(q * (1 + NUDGE));
  const shift = (value: number, moved: number): number => (Math.abs(moved / value - 1) / NUDGE) * qError;
  const chi1 = sigmaW2 * here.slopeSquare;
  const chi1Error = here.error + shift(here.slopeSquare, longer.slopeSquare);
  const slope = sigmaW2 * here.growth;
  const slopeError = here.growthError + shift(here.growth, longer.growth);
  const phase = phaseOf(chi1, chi1Error);
  const deep = deepCorrelation(point, q, qError, { chi1, chi1Error, phase });
  const xiQ = slope * (1 + slopeError) < 1 ? depthScale(slope) : null;
  const xiQError = xiQ === null || slope === 0 ? 0 : slopeError / Math.abs(Math.log(slope));
  const missing = [deep.reason, xiQ === null ? "A difference of q from q* fades slower than exponentially." : null];
  return {
    qStar: q,
    chi1,
    cStar: deep.c,
    xiC: deep.xiC,
    xiQ,
    error: Math.min(1, Math.max(ROUNDING, qError, chi1Error, deep.error, xiQError)),
    phase,
    reason: missing.find((sentence) => sentence !== null) ?? null,
  };
}

interface DeepCorrelation {
  readonly c: number;
  readonly xiC: number | null;
  readonly error: number;
  readonly reason: string | null;
}

function deepCorrelation(
  point: MeanFieldPoint,
  q: number,
  qError: number,
  { chi1, chi1Error, phase }: { readonly chi1: number; readonly chi1Error: number; readonly phase: Phase },
): DeepCorrelation {
  if (phase === "critical") {
    const reason = "At the edge of chaos two inputs come to correlation 1 by a power of the depth: xi_c is infinite.";
    return { c: 1, xiC: null, error: 0, reason };
  }
  if (phase === "ordered") {
    const error = chi1 === 0 ? 0 : chi1Error / Math.abs(Math.log(chi1));
    return { c: 1, xiC: depthScale(chi1), error, reason: null };
  }
  const { correlation, slope, error, slopeError } = fixedCorrelation(point, q, qError, chi1);
  const xiC = slope < 1 && slope > 0 ? depthScale(slope) : null;
  const xiCError = slopeError / Math.abs(Math.log(slope));
  return { c: correlation.c, xiC, error: Math.max(error, xiCError), reason: xiC === null ? CLOSE_TO_EDGE : null };
}

const CLOSE_TO_EDGE = "So near the edge of chaos float64 cannot tell xi_c from infinity.";

function endSlopes({ activation }: MeanFieldPoint, kind: "zero" | "infinite"): readonly [number, number] {
  const { slopeAtZero, slopeAtInfinity } = NONLINEARITIES[activation];
  return kind === "zero" ? slopeAtZero : slopeAtInfinity;
}

/** 1 where φ is bent at the end, or where the bias outgrows the signal; null where a correlation depends on the input's. */
function endCorrelation(point: MeanFieldPoint, kind: "zero" | "infinite"): number | null {
  if (point.sigmaW2 === 0) return null;
  const [below, above] = endSlopes(point, kind);
  const isBiased = kind === "infinite" && point.sigmaB2 > 0 && chi1AtEnds(point).infinity <= 1;
  return below !== above || isBiased ? 1 : null;
}

function endError(chi1: number, isZero: boolean): number {
  return isZero && chi1 > 0 && chi1 < 1 ? Math.min(1, ROUNDING / Math.abs(Math.log(chi1))) : ROUNDING;
}

function endReason(point: MeanFieldPoint, kind: "zero" | "infinite", cStar: number | null): string {
  if (point.sigmaW2 === 0) return "Without weights and biases every preactivation is 0, and no correlation is defined.";
  const length = kind === "zero" ? "The signal dies (q* is 0)" : "There is no fixed point: q grows for ever";
  const correlation =
    cStar === null
      ? "the correlation of two inputs has no single end: where φ is linear, each is a fixed point"
      : "two inputs come to correlation 1 by a power of the depth, so xi_c is infinite";
  return `${length}, and ${correlation}.`;
}
