import type { MeanField, MeanFieldPoint, Phase } from "../model/meanField.ts";
import { piecewiseSlopes } from "../model/nonlinearities.ts";
import { relativeSlope, ROUNDING } from "./estimate.ts";
import { fixedCorrelation } from "./fixedCorrelation.ts";
import { fixedLength } from "./fixedLength.ts";
import { atEnd, everyLength } from "./meanFieldAtEnds.ts";
import type { SingleMoments } from "./moment.ts";
import { momentsOf } from "./moments.ts";
import { depthScale, depthScaleError, phaseOf } from "./phase.ts";

/** Step of differences by ln q. */
const NUDGE = 1e-4;

/**
 * q*, chi1, c*, ξ_c and ξ_q of a point, in float64 with an estimate of the error.
 *
 * Poole et al. 2016, section 2; ξ_q = -1 / ln(dq′/dq) at q* and ξ_c = -1 / ln(σ_w² E[φ′(u) φ′(v)]) at c*: Schoenholz
 * et al. 2017, section 3. Where q* is 0 or infinite, chi1 is its limit; two inputs then come to correlation 1, by a
 * power of the depth, where φ's slopes on the two sides of 0 (or towards ±infinity) differ, and keep theirs where they
 * are alike.
 */
export function meanField(point: MeanFieldPoint): MeanField {
  const length = fixedLength(point);
  if (length.kind === "finite") {
    const keepsAll = piecewiseSlopes(point.activation) !== null && point.sigmaB2 === 0 && point.sigmaW2 > 0;
    return keepsAll ? everyLength(point) : atFixedLength(point, length.q, length.error);
  }
  return atEnd(point, length.kind);
}

function atFixedLength(point: MeanFieldPoint, q: number, qError: number): MeanField {
  const { activation, sigmaW2 } = point;
  if (sigmaW2 === 0)
    return { qStar: q, chi1: 0, cStar: 1, xiC: 0, xiQ: 0, error: ROUNDING, phase: "ordered", reason: null };
  const here = momentsOf(activation).single(q);
  const longer = momentsOf(activation).single(q * (1 + NUDGE));
  const shift = (ln: number, lnMoved: number): number => Math.abs(relativeSlope(ln, lnMoved, NUDGE)) * qError;
  const chi1 = sigmaW2 * here.slopeSquare;
  const chi1Error = here.error + shift(Math.log(here.slopeSquare), Math.log(longer.slopeSquare));
  const lnSlope = lnSlopeOf(sigmaW2, here);
  const slopeError = here.growthError + shift(lnSlope, lnSlopeOf(sigmaW2, longer));
  const phase = phaseOf(chi1, chi1Error);
  const deep = deepCorrelation(point, q, qError, { chi1, chi1Error, phase });
  const xiQ = lnSlope + Math.log1p(slopeError) < 0 ? depthScale(lnSlope) : null;
  const xiQError = xiQ === null ? 0 : depthScaleError(lnSlope, slopeError);
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

/** ln dq′/dq. */
function lnSlopeOf(sigmaW2: number, { growth, lnGrowth }: SingleMoments): number {
  return lnGrowth === undefined ? Math.log(sigmaW2 * growth) : Math.log(sigmaW2) + lnGrowth;
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
    const lnChi1 = Math.log(chi1);
    return { c: 1, xiC: depthScale(lnChi1), error: depthScaleError(lnChi1, chi1Error), reason: null };
  }
  const { correlation, lnSlope, error, slopeError } = fixedCorrelation(point, q, qError, chi1);
  const xiC = lnSlope < 0 ? depthScale(lnSlope) : null;
  const xiCError = depthScaleError(lnSlope, slopeError);
  return { c: correlation.c, xiC, error: Math.max(error, xiCError), reason: xiC === null ? CLOSE_TO_EDGE : null };
}

const CLOSE_TO_EDGE = "So near the edge of chaos float64 cannot tell xi_c from infinity.";
