import { ROUNDING } from "./estimate.ts";
import type { Correlation, Moments, PairMoments } from "./moment.ts";

/**
 * φ = sin: E[φ(z)²] = (1 - e^(-2q)) / 2, E[φ′(z)²] = (1 + e^(-2q)) / 2, d E[φ(z)²] / dq = e^(-2q),
 * E[φ(u) φ(v)] = e^(-q) sinh(q c), E[φ′(u) φ′(v)] = e^(-q) cosh(q c).
 *
 * From cos(u ∓ v), the real part of e^(i (u ∓ v)), whose mean is e^(-variance / 2) = e^(-q (1 ∓ c)).
 */
export const sineMoments: Moments = {
  single: (q) => ({
    square: -Math.expm1(-2 * q) / 2,
    slopeSquare: (1 + Math.exp(-2 * q)) / 2,
    growth: Math.exp(-2 * q),
    lnGrowth: -2 * q,
    error: ROUNDING,
    growthError: ROUNDING * (1 + q),
  }),
  pair: sinePair,
};

function sinePair(q: number, { c, away }: Correlation): PairMoments {
  const difference = Math.exp(-q * away);
  const sum = Math.exp(-q * (1 + c));
  return {
    product: c > 0 ? (-difference * Math.expm1(-2 * q * c)) / 2 : (sum * Math.expm1(2 * q * c)) / 2,
    // (1 - e^(-2q) - e^(-q (1 - c)) + e^(-q (1 + c))) / 2, as a product.
    gap: (-Math.expm1(-q * away) * (1 + sum)) / 2,
    slopeProduct: (difference + sum) / 2,
    lnSlopeProduct: Math.log1p(Math.exp(-2 * q * Math.abs(c))) - q * Math.min(away, 1 + c) - Math.LN2,
    // An exponential of -q has q roundings.
    error: ROUNDING * (1 + q),
  };
}
