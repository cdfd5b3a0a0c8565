import { NONLINEARITIES, piecewiseSlopes } from "../model/nonlinearities.ts";
import type { MeanFieldPoint } from "../model/meanField.ts";
import { ROUNDING } from "./estimate.ts";
import { TINY } from "./moments.ts";
import { chi1AtEnds, lengthStep, type LengthStep } from "./lengthMap.ts";

/** Where iterating the length map from q = 1 leads. */
export type FixedLength =
  | { readonly kind: "zero" }
  | { readonly kind: "infinite" }
  | {
      readonly kind: "finite";
      readonly q: number;
      /** Relative, estimated. */
      readonly error: number;
    };

const STRIDE = 0.5;
/** ln(q′ / q) is not told from 0 below this. */
const NOISE = 16 * ROUNDING;

/**
 * The fixed point of q′ = σ_w² E[φ(√q z)²] + σ_b² that iteration from q = 1 leads to.
 *
 * φ(z)² + φ(-z)² grows with |z| for every φ of the project (or, for sine, its mean does), so that q′ grows with q and
 * the iterates move one way only, to the first fixed point there. Strides look for it, of half an e-fold where φ bends; where the map
 * itself strides farther, its own step is taken, which cannot pass the fixed point. A stride in which q′ / q turns back
 * is searched for the two fixed points that it may hide.
 */
export function fixedLength(point: MeanFieldPoint): FixedLength {
  if (point.sigmaW2 === 0) return point.sigmaB2 === 0 ? { kind: "zero" } : finite(point, point.sigmaB2);
  if (piecewiseSlopes(point.activation) !== null) return linearLength(point);
  let q = 1;
  let step = lengthStep(point, q);
  if (Math.abs(step.lnRatio) <= NOISE) return finite(point, q);
  const direction = Math.sign(step.lnRatio);
  for (;;) {
    const end = endOf(point, q, direction);
    if (end !== null) return end;
    const next = q * Math.exp(direction * Math.max(strideAt(q), Math.abs(step.lnRatio)));
    const nextStep = lengthStep(point, next);
    if (direction * nextStep.lnRatio < -NOISE) return finite(point, rootBetween(point, q, next));
    if (step.lnRatioSlope < -NOISE && nextStep.lnRatioSlope > NOISE) {
      const turn = turnBetween(point, q, next);
      if (direction * lengthStep(point, turn).lnRatio < -NOISE) return finite(point, rootBetween(point, q, turn));
    }
    [q, step] = [next, nextStep];
  }
}

/** q′ = m q + σ_b²; at m = 1 without bias every q is kept, and 1 is where iteration begins. */
function linearLength(point: MeanFieldPoint): FixedLength {
  const m = chi1AtEnds(point).zero;
  if (Math.abs(m - 1) <= ROUNDING) {
    return point.sigmaB2 > 0 ? { kind: "infinite" } : { kind: "finite", q: 1, error: ROUNDING };
  }
  if (m > 1) return { kind: "infinite" };
  return point.sigmaB2 === 0 ? { kind: "zero" } : finite(point, point.sigmaB2 / (1 - m));
}

/** Far from q = 1 the map changes ever more slowly with ln q. */
function strideAt(q: number): number {
  return STRIDE + Math.max(0, Math.abs(Math.log(q)) - 10) / 8;
}

/** The answer once q lies where φ is φ(0), or its slopes at 0 or infinity times z; null before. */
function endOf(point: MeanFieldPoint, q: number, direction: number): FixedLength | null {
  if (direction > 0) return q > 1 / TINY ? { kind: "infinite" } : null;
  if (q > TINY) return null;
  const { atZero } = NONLINEARITIES[point.activation];
  const given = point.sigmaW2 * atZero ** 2 + point.sigmaB2;
  if (atZero !== 0) return finite(point, given);
  const left = 1 - chi1AtEnds(point).zero;
  // At the edge a bias this small leaves a q* far below TINY, which counts as 0.
  return given === 0 || left <= NOISE ? { kind: "zero" } : finite(point, given / left);
}

function finite(point: MeanFieldPoint, q: number): FixedLength {
  const { error, lnRatioSlope } = lengthStep(point, q);
  return { kind: "finite", q, error: Math.min(1, error / Math.abs(lnRatioSlope)) };
}

/** The q between `from` and `to` at which q′ = q: Newton's steps in ln q, halving where one leaves the bracket. */
function rootBetween(point: MeanFieldPoint, from: number, to: number): number {
  const sign = Math.sign(to - from);
  let [near, far] = [from, to];
  let q = Math.sqrt(near) * Math.sqrt(far);
  for (let count = 0; count < 100; count += 1) {
    const { lnRatio, lnRatioSlope } = lengthStep(point, q);
    if (lnRatio === 0) return q;
    if (sign * lnRatio > 0) near = q;
    else far = q;
    const newton = q * Math.exp(-lnRatio / lnRatioSlope);
    const isInside = sign * (newton - near) > 0 && sign * (far - newton) > 0;
    const next = isInside ? newton : Math.sqrt(near) * Math.sqrt(far);
    if (Math.abs(next - q) <= 2 ** -52 * q) return next;
    q = next;
  }
  return q;
}

/** The q between `from` and `to` at which q′ / q turns back. */
function turnBetween(point: MeanFieldPoint, from: number, to: number): number {
  let [near, far] = [from, to];
  for (let count = 0; count < 50; count += 1) {
    const middle = Math.sqrt(near) * Math.sqrt(far);
    const step: LengthStep = lengthStep(point, middle);
    if (step.lnRatioSlope < 0) near = middle;
    else far = middle;
  }
  return near;
}
