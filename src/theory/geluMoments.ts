import { angleBetween } from "./angleBetween.ts";
import { ROUNDING } from "./estimate.ts";
import type { Correlation, Moments, PairMoments, SingleMoments } from "./moment.ts";

/**
 * φ(z) = z Φ(z), Φ the normal distribution function. With R² = (1 + q)² - (q c)², P = 1 / (2π R),
 * T = E[Φ(u) Φ(v)] = 1/4 + arcsin(q c / (1 + q)) / 2π and w = 1 - c²:
 * E[φ(u) φ(v)] = q c T + q² P (1 + c² + q w) / (1 + q), E[φ′(u) φ′(v)] = T + q c P (3 + 5 q + 2 q² w) / ((1 + q) R²),
 * and at c = 1 the mean squares.
 *
 * By Stein's lemma, E[u g] = q E[∂g/∂u] + q c E[∂g/∂v], used twice; P is E[Φ′(u) Φ′(v)]. The second line is the first's
 * derivative by c over q (Price's theorem).
 */
export const geluMoments: Moments = { single, pair };

function single(q: number): SingleMoments {
  const one = 1 + q;
  const root = Math.sqrt(1 + 2 * q);
  const both = 1 / 4 + Math.atan2(q, root) / (2 * Math.PI);
  const bent = q / (Math.PI * root * one);
  return {
    square: q * (both + bent),
    slopeSquare: both + (bent * (3 + 5 * q)) / (2 * (1 + 2 * q)),
    growth: both + bent * (1 / 2 + 2 - q / one - q / (1 + 2 * q)),
    error: 2 * ROUNDING,
    growthError: 2 * ROUNDING,
  };
}

function pair(q: number, { c, away }: Correlation): PairMoments {
  const one = 1 + q;
  const unlike = away * (1 + c);
  const square = 1 + 2 * q + q * q * unlike;
  const [rootOne, root] = [Math.sqrt(1 + 2 * q), Math.sqrt(square)];
  const both = 1 / 4 + Math.atan2(q * c, root) / (2 * Math.PI);
  const density = 1 / (2 * Math.PI * root);
  const bend = (1 + c * c + q * unlike) / one;
  const product = q * c * both + q * q * density * bend;
  // A - C term by term, each as a product: T₁ - c T, then P₁ (1 + κ) - P (1 + κ c²) with κ = (1 - q) / (1 + q).
  const bothOne = 1 / 4 + Math.atan2(q, rootOne) / (2 * Math.PI);
  const apart = away * bothOne + (c * angleBetween(q, c, away)) / (2 * Math.PI);
  const densities = (q * q * unlike) / (2 * Math.PI * rootOne * root * (rootOne + root));
  const gap = q * apart + q * q * (densities * (2 / one) + (density * unlike * (1 - q)) / one);
  return {
    product,
    gap,
    slopeProduct: both + (q * c * density * (3 + 5 * q + 2 * q * q * unlike)) / (one * square),
    error: 2 * ROUNDING * Math.max(1, (q * apart) / Math.abs(gap)),
  };
}
