import type { Nonlinearity } from "../model/nonlinearity.ts";
import { ROUNDING, trapezoidError } from "./estimate.ts";
import { FINE, type Moments, type SingleMoments } from "./moment.ts";
import { GAUSSIAN_REACH, halfLineNodes } from "./nodes.ts";
import { pairBySectors } from "./sectors.ts";
import { pairBySeries, SERIES_REACH } from "./hermiteSeries.ts";

/** Steps tried one after the other, until the error is down to rounding. */
const STEPS = [1 / 20, 1 / 40] as const;

/** The moments of a φ that is analytic on each side of 0, by quadrature. */
export function quadratureMoments(phi: Nonlinearity): Moments {
  return {
    single: (q) => single(phi, q),
    pair: (q, correlation, tolerance = FINE) => {
      const here = single(phi, q);
      return Math.abs(correlation.c) <= SERIES_REACH
        ? pairBySeries(phi, q, correlation.c, here)
        : pairBySectors(phi, q, correlation, here.square, tolerance);
    },
  };
}

/** E[f(z)] = ∫₀^∞ (f(√q x) + f(-√q x)) pdf(x) dx, on each side of 0 by itself: φ or its slope may have a kink there. */
function single(phi: Nonlinearity, q: number): SingleMoments {
  let moments = singleAt(phi, q, STEPS[0]);
  for (const step of STEPS.slice(1)) {
    if (Math.max(moments.error, moments.growthError) <= 4 * ROUNDING) break;
    moments = singleAt(phi, q, step);
  }
  return moments;
}

function singleAt(phi: Nonlinearity, q: number, step: number): SingleMoments {
  const s = Math.sqrt(q);
  // The nodes resolve scales from 1 up: that of φ where s is large, that of the Gaussian where it is small.
  const scale = Math.max(1, s);
  const toZ = s / scale;
  const { at, weight } = halfLineNodes(step);
  const fine = [0, 0, 0];
  const coarse = [0, 0, 0];
  let growthTerms = 0;
  for (let index = 0; index < at.length; index += 1) {
    const x = at[index]! / scale;
    if (x > GAUSSIAN_REACH) break;
    const z = at[index]! * toZ;
    const [above, below] = [phi.value(z), phi.value(-z)];
    const [slopeAbove, slopeBelow] = [phi.derivative(z), phi.derivative(-z)];
    const share = (weight[index]! / scale) * Math.exp((-x * x) / 2);
    const terms = [
      share * (above * above + below * below),
      share * (slopeAbove * slopeAbove + slopeBelow * slopeBelow),
      share * x * (above * slopeAbove - below * slopeBelow),
    ];
    growthTerms += share * x * (Math.abs(above * slopeAbove) + Math.abs(below * slopeBelow));
    for (let moment = 0; moment < 3; moment += 1) {
      fine[moment]! += terms[moment]!;
      if (index % 2 === 0) coarse[moment]! += 2 * terms[moment]!;
    }
  }
  const errors = fine.map((sum, moment) => trapezoidError(sum, coarse[moment]!));
  const density = 1 / Math.sqrt(2 * Math.PI);
  return {
    square: fine[0]! * density,
    slopeSquare: fine[1]! * density,
    growth: (fine[2]! * density) / s,
    error: Math.max(errors[0]!, errors[1]!),
    // Where φ(0) is not 0, the two sides cancel for small q.
    growthError: Math.min(1, errors[2]! + (ROUNDING * growthTerms) / Math.abs(fine[2]!)),
  };
}
