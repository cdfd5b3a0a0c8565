/** A relative error below which nothing is claimed: a few roundings of float64 in the values of φ and in the sum. */
export const ROUNDING = 2 ** -50;

/**
 * The relative error of a trapezoid sum `fine` of step h, from the sum `coarse` of every second term.
 *
 * The error of the trapezoid rule for an analytic integrand falls as e^(-2π d / h), d the half-width of the strip where
 * the integrand is analytic (Trefethen & Weideman 2014, theorem 5.1): so h / 2 squares it. Ten times the square is
 * taken, and never more than the difference itself.
 */
export function trapezoidError(fine: number, coarse: number): number {
  if (fine === 0) return coarse === 0 ? 0 : 1;
  const difference = Math.abs((fine - coarse) / fine);
  return Math.min(difference, 10 * difference ** 2) + ROUNDING;
}
