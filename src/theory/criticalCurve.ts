import type { NonlinearityId } from "../model/nonlinearity.ts";
import { ROUNDING } from "./estimate.ts";
import { fixedLength } from "./fixedLength.ts";
import { momentsOf } from "./moments.ts";

/** A point of the curve chi1 = 1, told by its fixed point q. */
export interface CriticalPoint {
  readonly q: number;
  /** 1 / E[φ′(√q z)²]. */
  readonly sigmaW2: number;
  /** q - E[φ(√q z)²] / E[φ′(√q z)²]; below 0 where no bias makes q a fixed point. */
  readonly sigmaB2: number;
  /** Relative, of sigmaW2. */
  readonly error: number;
  /** Of sigmaB2, in its own unit. */
  readonly sigmaB2Error: number;
}

/** chi1 = 1 and q′ = q, solved for σ_w² and σ_b²: each q has just one such point. */
export function criticalPoint(activation: NonlinearityId, q: number): CriticalPoint {
  const { square, slopeSquare, error } = momentsOf(activation).single(q);
  return {
    q,
    sigmaW2: 1 / slopeSquare,
    sigmaB2: q - square / slopeSquare,
    error,
    sigmaB2Error: 2 * (error + ROUNDING) * q,
  };
}

/** How far chi1 may be from 1 where iteration leads to the point's own q: other fixed points have quite another chi1. */
const SAME = 1e-6;

/** Whether iterating the length map from q = 1 leads to this point's q, and not to another fixed point. */
export function isReached(activation: NonlinearityId, point: CriticalPoint): boolean {
  const { sigmaW2, error, sigmaB2Error } = point;
  if (point.sigmaB2 < -sigmaB2Error) return false;
  const length = fixedLength({ activation, sigmaW2, sigmaB2: Math.max(0, point.sigmaB2) });
  if (length.kind === "infinite") return false;
  const [q, lengthError] = length.kind === "zero" ? [Number.MIN_VALUE, 0] : [length.q, length.error];
  return Math.abs(sigmaW2 * momentsOf(activation).single(q).slopeSquare - 1) <= SAME + error + lengthError;
}

/** ln q of samples: below, the curve lies within 1e-5 of its end, or σ_b² under rounding; above, past any that is asked for. */
const FROM = -25.9;
const STRIDE = 0.25;
const COUNT = 264;

const keptSamples = new Map<NonlinearityId, readonly CriticalPoint[]>();
const keptRanges = new Map<NonlinearityId, readonly CriticalRange[]>();

/** A range of ln q in which the curve chi1 = 1 is what iteration leads to. */
export type CriticalRange = readonly [from: number, to: number];

/** Points of the curve, evenly spaced in ln q, whether reached or not. */
export function criticalSamples(activation: NonlinearityId): readonly CriticalPoint[] {
  const samples =
    keptSamples.get(activation) ??
    Array.from({ length: COUNT }, (_, index) => criticalPoint(activation, Math.exp(FROM + index * STRIDE)));
  keptSamples.set(activation, samples);
  return samples;
}

/** Where the curve is reached, smallest q first. */
export function reachedRanges(activation: NonlinearityId): readonly CriticalRange[] {
  const ranges = keptRanges.get(activation) ?? findRanges(activation);
  keptRanges.set(activation, ranges);
  return ranges;
}

function findRanges(activation: NonlinearityId): CriticalRange[] {
  const isIn = (lnQ: number): boolean => isReached(activation, criticalPoint(activation, Math.exp(lnQ)));
  const ranges: [number, number][] = [];
  let start: number | null = null;
  let last = NaN;
  for (const point of criticalSamples(activation)) {
    const lnQ = Math.log(point.q);
    const isNowIn = isReached(activation, point);
    if (isNowIn && start === null) start = Number.isNaN(last) ? lnQ : changeBetween(isIn, lnQ, last);
    if (!isNowIn && start !== null) {
      ranges.push([start, changeBetween(isIn, last, lnQ)]);
      start = null;
    }
    last = lnQ;
  }
  if (start !== null) ranges.push([start, last]);
  return ranges;
}

/** The last value, from `inside` towards `outside`, that is still in, to a millionth of the way. */
export function changeBetween(isIn: (value: number) => boolean, inside: number, outside: number): number {
  let [near, far] = [inside, outside];
  for (let count = 0; count < 20; count += 1) {
    const middle = (near + far) / 2;
    if (isIn(middle)) near = middle;
    else far = middle;
  }
  return near;
}
