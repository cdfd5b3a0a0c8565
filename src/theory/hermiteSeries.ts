import type { Nonlinearity } from "../model/nonlinearity.ts";
import { ROUNDING } from "./estimate.ts";
import type { PairMoments } from "./moment.ts";
import { GAUSSIAN_REACH, halfLineNodes } from "./nodes.ts";

/** Correlations up to this are summed by the series: of its 32 terms the first left out is below 0.2^32 = 4e-23. */
export const SERIES_REACH = 0.2;
const TERMS = 32;

/**
 * E[φ(u) φ(v)] = Σ a_k² c^k, E[φ′(u) φ′(v)] = Σ k a_k² c^(k - 1) / q, with a_k = E[φ(√q x) He_k(x)] / √k!.
 *
 * Mehler's formula for the bivariate Gaussian. All terms are positive for c above 0, so that a product keeps its
 * relative precision however small c is.
 */
export function pairBySeries(phi: Nonlinearity, q: number, c: number, square: number): PairMoments {
  const coefficients = hermiteCoefficients(phi, q);
  let product = 0;
  let slope = 0;
  for (let k = TERMS - 1; k >= 0; k -= 1) {
    const share = coefficients[k]! ** 2;
    product = product * c + share;
    if (k > 0) slope = slope * c + k * share;
  }
  const gap = square - product;
  return { product, gap, slopeProduct: slope / q, error: 4 * ROUNDING * Math.max(1, square / gap) };
}

function hermiteCoefficients(phi: Nonlinearity, q: number): Float64Array {
  const s = Math.sqrt(q);
  const scale = Math.max(1, s);
  const { at, weight } = halfLineNodes(1 / 20);
  const sums = new Float64Array(TERMS);
  for (let index = 0; index < at.length; index += 1) {
    const x = at[index]! / scale;
    if (x > GAUSSIAN_REACH) break;
    const z = at[index]! * (s / scale);
    const share = (weight[index]! / scale) * Math.exp((-x * x) / 2);
    const [above, below] = [phi.value(z), phi.value(-z)];
    const even = share * (above + below);
    const odd = share * (above - below);
    // He_k / √k!, by its recurrence of three terms.
    let [before, now] = [0, 1];
    for (let k = 0; k < TERMS; k += 1) {
      sums[k]! += (k % 2 === 0 ? even : odd) * now;
      [before, now] = [now, (x * now - Math.sqrt(k) * before) / Math.sqrt(k + 1)];
    }
  }
  return sums.map((sum) => sum / Math.sqrt(2 * Math.PI));
}
