import type { MeanFieldPoint } from "../model/meanField.ts";
import { relativeSlope } from "./estimate.ts";
import { type Correlation, correlationAway, correlationOf, FINE, ROUGH } from "./moment.ts";
import { SERIES_REACH } from "./hermiteSeries.ts";
import { momentsOf } from "./moments.ts";

/** The correlation below 1 that any two inputs come to where chi1 > 1. */
export interface FixedCorrelation {
  readonly correlation: Correlation;
  /** ln(σ_w² E[φ′(u) φ′(v)]) there: of the correlation map's slope. */
  readonly lnSlope: number;
  /** Relative errors, estimated: of c, and of the slope. */
  readonly error: number;
  readonly slopeError: number;
}

const MOST_STEPS = 60;
/** Step of differences by ln q and ln (1 - c): far above rounding, and the result need be good to a digit only. */
const NUDGE = 1e-3;

/**
 * The fixed point below 1 of c′ = (σ_w² E[φ(u) φ(v)] + σ_b²) / q*, for chi1 > 1: Poole et al. 2016, section 2.
 *
 * By Mehler's formula c′ is a power series in c with no negative coefficient: convex on [0, 1], with 1 for a fixed
 * point, so that just one other lies below it where the slope at 1 is above 1. With 1 - c′ = σ_w² gap / q*, σ_b drops
 * out, and the fixed point is where σ_w² gap / (q* (1 - c)), the mean slope over [c, 1], is 1.
 */
export function fixedCorrelation(point: MeanFieldPoint, q: number, qError: number, chi1: number): FixedCorrelation {
  const edge = meanSlope(point, q, correlationOf(SERIES_REACH), FINE);
  const isNearZero = edge.excess >= 0;
  const solved = isNearZero ? meanSlope(point, q, nearZero(point, q), FINE) : nearOne(point, q, chi1, edge);
  const { correlation, slope, lnSlope, pairError } = solved;
  const { awayByQ, slopeByAway, slopeByQ } = movesOf(point, q, correlation, isNearZero);
  const lost = pairError / (1 - slope);
  const share = correlation.away / correlation.c;
  return {
    correlation,
    lnSlope,
    // Near 0 the product itself keeps its relative precision; elsewhere what 1 - c has lost is shared out over c.
    error: correlation.c === 0 ? 0 : (isNearZero ? lost : lost * share) + Math.abs(awayByQ) * share * qError,
    slopeError: pairError + Math.abs(slopeByAway) * lost + Math.abs(slopeByQ + slopeByAway * awayByQ) * qError,
  };
}

/** How the fixed point's 1 - c moves with ln q, and the slope with ln (1 - c) and ln q, all relatively. */
function movesOf(
  point: MeanFieldPoint,
  q: number,
  correlation: Correlation,
  isNearZero: boolean,
): { readonly awayByQ: number; readonly slopeByAway: number; readonly slopeByQ: number } {
  const here = meanSlope(point, q, correlation, ROUGH);
  const longer = meanSlope(point, q * (1 + NUDGE), correlation, ROUGH);
  const farther = meanSlope(point, q, correlationAway(correlation.away * (1 + NUDGE)), ROUGH);
  // Each way of solving has an equation of its own, and these differ where q is not q*.
  const next = isNearZero ? (here.next - longer.next) / correlation.away : longer.excess - here.excess;
  return {
    awayByQ: next / NUDGE / (1 - here.slope),
    slopeByAway: relativeSlope(here.lnSlope, farther.lnSlope, NUDGE),
    slopeByQ: relativeSlope(here.lnSlope, longer.lnSlope, NUDGE),
  };
}

interface MeanSlope {
  readonly correlation: Correlation;
  /** σ_w² gap / (q (1 - c)) - 1. */
  readonly excess: number;
  /** c′ = (σ_w² E[φ(u) φ(v)] + σ_b²) / q. */
  readonly next: number;
  /** σ_w² E[φ′(u) φ′(v)]. */
  readonly slope: number;
  /** Its logarithm, also where it has underflowed. */
  readonly lnSlope: number;
  readonly pairError: number;
}

function meanSlope(
  { activation, sigmaW2, sigmaB2 }: MeanFieldPoint,
  q: number,
  correlation: Correlation,
  tolerance: number,
): MeanSlope {
  const { product, gap, slopeProduct, lnSlopeProduct, error } = momentsOf(activation).pair(q, correlation, tolerance);
  const excess = (sigmaW2 * gap) / (q * correlation.away) - 1;
  const next = (sigmaW2 * product + sigmaB2) / q;
  const slope = sigmaW2 * slopeProduct;
  const lnSlope = lnSlopeProduct === undefined ? Math.log(slope) : Math.log(sigmaW2) + lnSlopeProduct;
  return { correlation, excess, next, slope, lnSlope, pairError: error };
}

/** Newton's steps up from c = 0: c′ - c is convex and falls to its zero, so that none passes it. */
function nearZero({ activation, sigmaW2, sigmaB2 }: MeanFieldPoint, q: number): Correlation {
  let c = 0;
  for (let count = 0; count < MOST_STEPS; count += 1) {
    const { product, slopeProduct } = momentsOf(activation).pair(q, correlationOf(c));
    const step = ((sigmaW2 * product + sigmaB2) / q - c) / (1 - sigmaW2 * slopeProduct);
    c += step;
    if (Math.abs(step) <= 2 ** -52 * c) break;
  }
  return correlationOf(c);
}

/**
 * The mean slope falls convexly with 1 - c: the chord from 1 to the edge has its zero beyond, and from there Newton's
 * steps land on the side of 1 and then never pass the zero; where one leaves the bracket, it is halved. A rough search
 * first saves most of the fine quadratures.
 */
function nearOne(point: MeanFieldPoint, q: number, chi1: number, edge: MeanSlope): MeanSlope {
  let away = ((1 - SERIES_REACH) * (chi1 - 1)) / (chi1 - 1 - edge.excess);
  let last = edge;
  for (const tolerance of [ROUGH, FINE]) {
    let [near, far] = [0, 1 - SERIES_REACH];
    for (let count = 0; count < MOST_STEPS; count += 1) {
      last = meanSlope(point, q, correlationAway(away), tolerance);
      const { excess, slope, pairError } = last;
      if (Math.abs(excess) <= pairError / 4) break;
      if (excess > 0) near = away;
      else far = away;
      const newton = away - (excess * away) / (slope - 1 - excess);
      const next = newton > near && newton < far ? newton : (near + far) / 2;
      if (Math.abs(next - away) <= 2 ** -50 * away) break;
      away = next;
    }
  }
  return last;
}
