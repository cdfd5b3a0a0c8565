import { angleBetween } from "./angleBetween.ts";
import { ROUNDING } from "./estimate.ts";
import type { Moments } from "./moment.ts";

/**
 * φ = erf: E[φ(u) φ(v)] = (2 / π) arcsin(2 q c / (1 + 2 q)), from which E[φ′(u) φ′(v)] = its derivative by c over q
 * = (4 / π) / √((1 + 2q)² - (2 q c)²); at c = 1 these are E[φ(z)²] and E[φ′(z)²].
 *
 * Williams 1997, section 3.1.
 */
export const erfMoments: Moments = {
  single: (q) => {
    const root = Math.sqrt(1 + 4 * q);
    return {
      square: (2 / Math.PI) * Math.atan2(2 * q, root),
      slopeSquare: 4 / (Math.PI * root),
      growth: 4 / (Math.PI * root * (1 + 2 * q)),
      error: ROUNDING,
      growthError: ROUNDING,
    };
  },
  pair: (q, { c, away }) => {
    const both = Math.sqrt((1 + 2 * q * away) * (1 + 2 * q * (1 + c)));
    return {
      product: (2 / Math.PI) * Math.atan2(2 * q * c, both),
      gap: (2 / Math.PI) * angleBetween(2 * q, c, away),
      slopeProduct: 4 / (Math.PI * both),
      error: ROUNDING,
    };
  },
};
