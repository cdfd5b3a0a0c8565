import type { Nonlinearity } from "../model/nonlinearity.ts";
import { ROUNDING, trapezoidError } from "./estimate.ts";
import type { PairMoments, SingleMoments } from "./moment.ts";
import { GAUSSIAN_REACH, halfLineNodes } from "./nodes.ts";

/** Correlations up to this are summed by the series: of its 32 terms the first left out is below 0.2^32 = 4e-23. */
export const SERIES_REACH = 0.2;
const TERMS = 32;

/** Steps tried one after the other, until the error is down to rounding. */
const STEPS = [1 / 20, 1 / 40] as const;

/**
 * E[φ(u) φ(v)] = Σ a_k² c^k, E[φ′(u) φ′(v)] = Σ k a_k² c^(k - 1) / q, with a_k = E[φ(√q x) He_k(x)] / √k!.
 *
 * Mehler's formula for the bivariate Gaussian. All terms are positive for c above 0, so that a product keeps its
 * relative precision however small c is.
 */
export function pairBySeries(phi: Nonlinearity, q: number, c: number, { square, error }: SingleMoments): PairMoments {
  let [fine, worst] = sumsAt(phi, q, c, square, STEPS[0]);
  for (const step of STEPS.slice(1)) {
    if (worst <= 4 * ROUNDING) break;
    [fine, worst] = sumsAt(phi, q, c, square, step);
  }
  const gap = square - fine.product;
  const lost = (error + 2 * ROUNDING) * Math.max(1, square / gap);
  return { product: fine.product, gap, slopeProduct: fine.slope / q, error: worst + lost };
}

interface Sums {
  readonly product: number;
  /** The product's derivative by c. */
  readonly slope: number;
}

/** The series' two sums, and the larger relative error: of the product's derivative, and of what is left of `square`. */
function sumsAt(
  phi: Nonlinearity,
  q: number,
  c: number,
  square: number,
  step: number,
): readonly [sums: Sums, error: number] {
  const [fine, coarse] = hermiteCoefficients(phi, q, step).map((coefficients) => seriesAt(coefficients, c));
  const gapError = trapezoidError(square - fine!.product, square - coarse!.product);
  return [fine!, Math.max(gapError, trapezoidError(fine!.slope, coarse!.slope))];
}

function seriesAt(coefficients: Float64Array, c: number): Sums {
  let [product, slope] = [0, 0];
  for (let k = TERMS - 1; k >= 0; k -= 1) {
    const share = coefficients[k]! ** 2;
    product = product * c + share;
    if (k > 0) slope = slope * c + k * share;
  }
  return { product, slope };
}

/** a_k by all nodes, and by every second one. */
function hermiteCoefficients(phi: Nonlinearity, q: number, step: number): [all: Float64Array, half: Float64Array] {
  const s = Math.sqrt(q);
  const scale = Math.max(1, s);
  const { at, weight } = halfLineNodes(step);
  const [sums, others] = [new Float64Array(TERMS), new Float64Array(TERMS)];
  for (let index = 0; index < at.length; index += 1) {
    const x = at[index]! / scale;
    if (x > GAUSSIAN_REACH) break;
    const z = at[index]! * (s / scale);
    const share = ((weight[index]! / scale) * Math.exp((-x * x) / 2)) / Math.sqrt(2 * Math.PI);
    const [above, below] = [phi.value(z), phi.value(-z)];
    const even = share * (above + below);
    const odd = share * (above - below);
    const half = index % 2 === 0 ? sums : others;
    // He_k / √k!, by its recurrence of three terms.
    let [before, now] = [0, 1];
    for (let k = 0; k < TERMS; k += 1) {
      half[k]! += (k % 2 === 0 ? even : odd) * now;
      [before, now] = [now, (x * now - Math.sqrt(k) * before) / Math.sqrt(k + 1)];
    }
  }
  return [sums.map((sum, k) => sum + others[k]!), sums.map((sum) => 2 * sum)];
}
