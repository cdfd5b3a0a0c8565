/** What pairs are under φ, in closed form, over E[φ′(u)²]; `apart` is 1 - c. */
export interface ClosedPairs {
  /** ln of E[φ′(u) φ′(v)]. */
  product(q: number, apart: number): number;
  /** ln of E[(φ(u) - φ(v))²] / (2 q (1 - c)). */
  difference(q: number, apart: number): number;
}

/**
 * From E[cos u cos v] = e^(-q) cosh(q c) and E[sin u sin v] = e^(-q) sinh(q c): they bend where c is about 1 / q, which no
 * table resolves.
 */
export const SINE_PAIRS: ClosedPairs = {
  product: (q, apart) => -q * apart + Math.log1p(Math.exp(-2 * q * (1 - apart))) - Math.log1p(Math.exp(-2 * q)),
  difference: (q, apart) => {
    const mean = -Math.expm1(-q * apart) / (q * apart);
    return Math.log(mean) + Math.log1p(Math.exp(-q * (2 - apart))) - Math.log1p(Math.exp(-2 * q));
  },
};
