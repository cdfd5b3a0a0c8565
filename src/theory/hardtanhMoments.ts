import erf from "@stdlib/math-base-special-erf";
import erfc from "@stdlib/math-base-special-erfc";
import { ROUNDING, trapezoidError } from "./estimate.ts";
import type { Correlation, Moments, PairMoments, SingleMoments } from "./moment.ts";
import { unitNodes } from "./nodes.ts";

/** Steps tried one after the other, until the error is down to rounding. */
const STEPS = [1 / 32, 1 / 64] as const;

/**
 * φ = hard tanh, with a = 1 / √q and P = P(|z| <= 1) = erf(a / √2):
 * E[φ′(z)²] = P, d E[φ(z)²] / dq = E[x²; |x| < a] for x ~ N(0, 1), E[φ(z)²] = q E[x²; |x| < a] + 1 - P.
 *
 * Of two preactivations, φ″ = δ(z + 1) - δ(z - 1) and Price's theorem give, with c = sin ω,
 * d E[φ′(u) φ′(v)] / dω = (e^(-1 / (q (1 + c))) - e^(-1 / (q (1 - c)))) / π, and d E[φ(u) φ(v)] / dc = q E[φ′(u) φ′(v)]:
 * one smooth integral from a correlation where the answer is known, 0 or 1, whichever is nearer.
 */
export const hardtanhMoments: Moments = { single, pair };

function single(q: number): SingleMoments {
  const inside = erf(1 / Math.sqrt(2 * q));
  const growth = innerSquare(1 / Math.sqrt(q), inside);
  return {
    square: q * growth + erfc(1 / Math.sqrt(2 * q)),
    slopeSquare: inside,
    growth,
    error: ROUNDING,
    growthError: ROUNDING,
  };
}

/** E[x²; |x| < a] = P - 2 a pdf(a), by its series where these cancel: the first term left out is below 1e-17 of it. */
function innerSquare(a: number, inside: number): number {
  const square = a * a;
  if (a > 0.1) return inside - a * Math.sqrt(2 / Math.PI) * Math.exp(-square / 2);
  const series = 1 / 3 - square * (1 / 10 - square * (1 / 56 - square * (1 / 432 - square / 4224)));
  return Math.sqrt(2 / Math.PI) * a * square * series;
}

function pair(q: number, { c, away }: Correlation): PairMoments {
  if (Math.abs(c) <= 0.5) return fromZero(q, c);
  if (c > 0) return fromOne(q, away);
  const { square } = single(q);
  // φ is odd: the product turns its sign with c.
  const { product, slopeProduct, error } = fromOne(q, 1 + c);
  return { product: -product, gap: square + product, slopeProduct, error };
}

/** E[φ′φ′] = P² + ∫ dD, E[φφ] = q (c E[φ′φ′] - ∫ t dD), over t = sin ω from 0 to c. */
function fromZero(q: number, c: number): PairMoments {
  const { square, slopeSquare } = single(q);
  const { plain, weighted, error } = integrals(Math.asin(c), (_, angle) => {
    const t = Math.sin(angle);
    const size = Math.abs(t);
    // The larger exponential times what the smaller one is short of it: they cancel for small t.
    const larger = Math.exp(-1 / (q * (1 + size)));
    const short = -Math.expm1((-2 * size) / (q * (1 - t * t)));
    return [(Math.sign(t) * larger * short) / Math.PI, t];
  });
  const slopeProduct = slopeSquare ** 2 + plain;
  const product = q * (c * slopeProduct - weighted);
  const lost = Math.max(1, square / (square - product));
  return { product, gap: square - product, slopeProduct, error: (error + ROUNDING) * lost };
}

/** E[φ′φ′] = P - ∫ dD, E[φ²] - E[φφ] = q ((1 - c) P - ∫ (t - c) dD), over t = cos 2ψ from c to 1. */
function fromOne(q: number, away: number): PairMoments {
  const { square, slopeSquare } = single(q);
  const end = Math.asin(Math.sqrt(away / 2));
  const { plain, weighted, error } = integrals(end, (rest, angle) => {
    const sine = Math.sin(angle) ** 2;
    const change = Math.exp(-1 / (2 * q * (1 - sine))) - Math.exp(-1 / (2 * q * sine));
    // cos 2ψ - cos 2ψ_end as a product.
    return [(2 * change) / Math.PI, 2 * Math.sin(rest) * Math.sin(2 * end - rest)];
  });
  const gap = q * (away * slopeSquare - weighted);
  const slopeProduct = slopeSquare - plain;
  const lost = Math.max(slopeSquare / slopeProduct, (q * away * slopeSquare) / gap);
  return { product: square - gap, gap, slopeProduct, error: error * lost };
}

/** ∫ f and ∫ f g over angles from 0 to `end`, for (end - angle, angle) → [f, g], with their largest relative error. */
function integrals(
  end: number,
  integrand: (rest: number, angle: number) => readonly [f: number, g: number],
): { readonly plain: number; readonly weighted: number; readonly error: number } {
  let sums = integralsAt(end, integrand, STEPS[0]);
  for (const step of STEPS.slice(1)) {
    if (sums.error <= 4 * ROUNDING) break;
    sums = integralsAt(end, integrand, step);
  }
  return sums;
}

function integralsAt(
  end: number,
  integrand: Parameters<typeof integrals>[1],
  step: number,
): ReturnType<typeof integrals> {
  const { at, weight } = unitNodes(step);
  let [plain, weighted, coarse, coarseWeighted] = [0, 0, 0, 0];
  for (let index = 0; index < at.length; index += 1) {
    const [f, g] = integrand(end * at[at.length - 1 - index]!, end * at[index]!);
    const term = weight[index]! * end * f;
    plain += term;
    weighted += term * g;
    if (index % 2 === 1) continue;
    coarse += 2 * term;
    coarseWeighted += 2 * term * g;
  }
  const error = Math.max(trapezoidError(plain, coarse), trapezoidError(weighted, coarseWeighted));
  return { plain, weighted, error };
}
