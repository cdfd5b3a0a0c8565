import { ROUNDING } from "./estimate.ts";
import type { Correlation, Moments, PairMoments } from "./moment.ts";

/**
 * φ(z) = below · z for z < 0, above · z for z >= 0: ReLU, leaky ReLU, identity.
 *
 * With p = (above + below) / 2, r = (above - below) / 2, φ(z) = p z + r |z|, and c = cos ω:
 * E[φ(z)²] = (p² + r²) q, E[φ′(z)²] = p² + r²,
 * E[φ(u) φ(v)] = q (p² c + r² (2 / π) (sin ω + (π/2 - ω) cos ω)), E[φ′(u) φ′(v)] = p² + r² (1 - 2 ω / π).
 *
 * Cho & Saul 2009, section 2.1, arc-cosine kernels of order 1 and 0, whose θ is ω here; the mixed terms u |v| vanish.
 */
export function linearMoments([below, above]: readonly [below: number, above: number]): Moments {
  const meanSquare = (above ** 2 + below ** 2) / 2;
  return {
    single: (q) => ({
      square: meanSquare * q,
      slopeSquare: meanSquare,
      growth: meanSquare,
      error: ROUNDING,
      growthError: ROUNDING,
    }),
    pair: (q, correlation) => linearPair(below, above, q, correlation),
  };
}

function linearPair(below: number, above: number, q: number, { c, away }: Correlation): PairMoments {
  const even = ((above + below) / 2) ** 2;
  const bent = ((above - below) / 2) ** 2;
  const angle = 2 * Math.asin(Math.sqrt(away / 2));
  const folded = (2 / Math.PI) * sineLessCosine(angle);
  return {
    product: q * (even * c + bent * (c + folded)),
    gap: q * (even * away + bent * (away - folded)),
    slopeProduct: even + bent * (1 - (2 / Math.PI) * angle),
    error: ROUNDING,
  };
}

/** sin ω - ω cos ω, by its series where the terms would cancel: the first term left out is below 1e-16 of the sum. */
function sineLessCosine(angle: number): number {
  if (angle > 0.1) return Math.sin(angle) - angle * Math.cos(angle);
  const square = angle * angle;
  return angle * square * (1 / 3 - square * (1 / 30 - square * (1 / 840 - square / 45360)));
}
