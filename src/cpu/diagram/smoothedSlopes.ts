import type { Nonlinearity } from "../../model/nonlinearity.ts";
import { NEAR, REACH, STEP, TAIL, gaussian } from "./halfLine.ts";

/** Steps of the trapezoidal rule in standard deviations, where no kink is near. */
const DEVIATION_STEP = 0.5;
const DEVIATION_STEPS = (2 * REACH) / DEVIATION_STEP;

/** x in standard deviations, and its weight. */
type Point = readonly [x: number, weight: number];

/**
 * Points on a half-line that are even on a logarithmic scale near 0 and on a plain one far from it: x = ln(1 + e^t), for
 * Gaussians of standard deviation 1 whose middle lies up to REACH from 0. From the largest to the smallest.
 */
const HALF_LINE: readonly Point[] = Array.from({ length: Math.ceil((2 * REACH + 20) / STEP) + 1 }, (_, k) => {
  const t = 2 * REACH - k * STEP;
  return [Math.log1p(Math.exp(t)), STEP / (1 + Math.exp(-t))];
});

/** E[φ′(p + d)] for d ~ N(0, tau): the slope that is left of φ at p once noise of that variance is added. */
export function smoothedSlope(phi: Nonlinearity, p: number, tau: number): number {
  const deviation = Math.sqrt(tau);
  const middle = p / deviation;
  if (Math.abs(middle) > REACH) return smoothedFarFromKink(phi, p, deviation);
  return (
    smoothedOnSide((x) => phi.derivative(x), middle, deviation) +
    smoothedOnSide((x) => phi.derivative(-x), -middle, deviation)
  );
}

function smoothedFarFromKink(phi: Nonlinearity, p: number, deviation: number): number {
  let sum = 0;
  for (let k = 0; k <= DEVIATION_STEPS; k += 1) {
    const d = k * DEVIATION_STEP - REACH;
    sum += gaussian(d) * phi.derivative(p + deviation * d);
  }
  return DEVIATION_STEP * sum;
}

/** ∫_0^∞ slope(x) n(x / deviation - middle) dx / deviation. */
function smoothedOnSide(slope: (x: number) => number, middle: number, deviation: number): number {
  const nearest = NEAR / Math.max(1, deviation);
  let sum = 0;
  for (const [x, weight] of HALF_LINE) {
    const last = x < nearest;
    const d = x - middle;
    if (Math.abs(d) < REACH) sum += (last ? TAIL : 1) * weight * gaussian(d) * slope(deviation * x);
    if (last) break;
  }
  return sum;
}
