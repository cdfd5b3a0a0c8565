import type { DiagramWindow } from "../model/diagram.ts";
import type { CriticalVariance, MeanFieldPoint } from "../model/meanField.ts";
import { NONLINEARITIES, piecewiseSlopes } from "../model/nonlinearities.ts";
import type { NonlinearityId } from "../model/nonlinearity.ts";
import {
  type CriticalPoint,
  criticalPoint,
  changeBetween,
  criticalSamples,
  isReached,
  reachedRanges,
} from "./criticalCurve.ts";
import { ROUNDING } from "./estimate.ts";
import { fixedLength } from "./fixedLength.ts";
import { type PlanePoint, traceCurve } from "./criticalTrace.ts";
import { chi1AtEnds } from "./lengthMap.ts";

const HALVINGS = 60;

interface Candidate {
  readonly sigmaW2: number;
  readonly error: number;
}

/**
 * All σ_w² at which chi1 = σ_w² E[φ′(z)²] is 1 for a σ_b², where q* is what iteration from q = 1 leads to: the edge of
 * chaos (Poole et al. 2016; Schoenholz et al. 2017, section 3).
 *
 * For a finite q* above 0 the edge is a curve in q, whose σ_b² is solved for q. Besides, chi1 may be 1 in the limit of
 * q* = 0 (no bias) and of q* infinite, for φ linear towards infinity.
 */
export function criticalVariance(activation: NonlinearityId, sigmaB2: number): CriticalVariance {
  const found = [...onCurve(activation, sigmaB2), ...atEnds(activation, sigmaB2)];
  const values = found.toSorted((one, other) => one.sigmaW2 - other.sigmaW2);
  const first = values[0];
  if (first === undefined) return { sigmaW2: null, error: null, others: [], reason: noneReason(activation, sigmaB2) };
  return {
    sigmaW2: first.sigmaW2,
    error: Math.max(...values.map(({ error }) => error)),
    others: values.slice(1).map(({ sigmaW2 }) => sigmaW2),
    reason: null,
  };
}

/** Crossings of the curve with the line of this σ_b², told from rounding. */
function onCurve(activation: NonlinearityId, sigmaB2: number): Candidate[] {
  const found: Candidate[] = [];
  let before: CriticalPoint | null = null;
  for (const sample of criticalSamples(activation)) {
    const side = sideOf(sample, sigmaB2);
    if (side === 0) continue;
    if (before !== null && side !== sideOf(before, sigmaB2)) {
      const point = crossing(activation, sigmaB2, before, sample);
      const { sigmaW2 } = point;
      if (isReached(activation, { ...point, sigmaB2 })) found.push({ sigmaW2, error: errorAt(activation, point) });
    }
    before = sample;
  }
  return found;
}

/** 1 or -1 where the point's σ_b² is above or below, 0 where rounding hides which. */
function sideOf(point: CriticalPoint, sigmaB2: number): number {
  const above = point.sigmaB2 - sigmaB2;
  return Math.abs(above) <= point.sigmaB2Error ? 0 : Math.sign(above);
}

function crossing(activation: NonlinearityId, sigmaB2: number, from: CriticalPoint, to: CriticalPoint): CriticalPoint {
  let [near, far] = [Math.log(from.q), Math.log(to.q)];
  const isNear = (point: CriticalPoint): boolean => point.sigmaB2 < sigmaB2 === from.sigmaB2 < sigmaB2;
  for (let count = 0; count < HALVINGS; count += 1) {
    const middle = (near + far) / 2;
    if (isNear(criticalPoint(activation, Math.exp(middle)))) near = middle;
    else far = middle;
  }
  return criticalPoint(activation, Math.exp((near + far) / 2));
}

/** The error of σ_w² along the curve that goes with that of σ_b². */
function errorAt(activation: NonlinearityId, point: CriticalPoint): number {
  const nudge = 1.01;
  const [lower, upper] = [criticalPoint(activation, point.q / nudge), criticalPoint(activation, point.q * nudge)];
  const change = upper.sigmaW2 - lower.sigmaW2;
  const slope = change === 0 ? 0 : Math.abs(change / (upper.sigmaB2 - lower.sigmaB2));
  return Math.min(1, point.error + ROUNDING + (slope * point.sigmaB2Error) / point.sigmaW2);
}

/** Where φ is its slopes at 0 times z, or those at infinity. */
function atEnds(activation: NonlinearityId, sigmaB2: number): Candidate[] {
  const ofOne = chi1AtEnds({ activation, sigmaW2: 1, sigmaB2 });
  const { atZero } = NONLINEARITIES[activation];
  const isAtZero = atZero === 0 && sigmaB2 === 0 && leadsTo({ activation, sigmaW2: 1 / ofOne.zero, sigmaB2 }, "zero");
  const isAtInfinity = ofOne.infinity > 0 && leadsTo({ activation, sigmaW2: 1 / ofOne.infinity, sigmaB2 }, "infinite");
  const values = [...(isAtZero ? [1 / ofOne.zero] : []), ...(isAtInfinity ? [1 / ofOne.infinity] : [])];
  return [...new Set(values)].map((sigmaW2) => ({ sigmaW2, error: ROUNDING }));
}

/** Whether the signal dies there, or grows for ever; or, where φ is linear on each side of 0, every q is kept. */
function leadsTo(point: MeanFieldPoint, end: "zero" | "infinite"): boolean {
  const { kind } = fixedLength(point);
  const keepsAll = kind === "finite" && piecewiseSlopes(point.activation) !== null && point.sigmaB2 === 0;
  return kind === end || keepsAll;
}

function noneReason(activation: NonlinearityId, sigmaB2: number): string {
  const { label } = NONLINEARITIES[activation];
  return (
    `For ${label} no weight variance makes chi1 = 1 at the bias variance ${sigmaB2}: as the weight variance grows, ` +
    "q* jumps to another fixed point or to infinity, and chi1 jumps over 1 with it."
  );
}

type LineWindow = Pick<DiagramWindow, "activation" | "sigmaW2" | "sigmaB2">;

/** The lines chi1 = 1 within a window of the plane, as points (σ_w², σ_b²) in order. */
export function criticalLines(window: LineWindow): PlanePoint[][] {
  const { activation } = window;
  // Where φ is linear on each side of 0 the curve is a point, and the line is that of q* infinite.
  const ranges = piecewiseSlopes(activation) === null ? reachedRanges(activation) : [];
  return [...ranges.flatMap((range) => traceCurve(activation, range, window)), ...endLine(window)];
}

/** The vertical line at the σ_w² at which q just grows for ever: with more bias it does so all the more. */
function endLine({ activation, sigmaW2, sigmaB2 }: LineWindow): PlanePoint[][] {
  const perWeight = chi1AtEnds({ activation, sigmaW2: 1, sigmaB2: 0 }).infinity;
  const critical = 1 / perWeight;
  const [low, high] = sigmaB2;
  const isIn = (bias: number): boolean => leadsTo({ activation, sigmaW2: critical, sigmaB2: bias }, "infinite");
  if (perWeight === 0 || critical < sigmaW2[0] || critical > sigmaW2[1] || !isIn(high)) return [];
  const start = isIn(low) ? low : changeBetween(isIn, high, low);
  return [
    [
      [critical, start],
      [critical, high],
    ],
  ];
}
