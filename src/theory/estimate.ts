/** A relative error below which nothing is claimed: a few roundings of float64 in the values of φ and in the sum. */
export const ROUNDING = 2 ** -50;

/**
 * The relative error of a trapezoid sum `fine` of step h, from the sum `coarse` of every second term.
 *
 * Were the integrand analytic in a strip, h / 2 would square the error e^(-2π d / h) (Trefethen & Weideman 2014, theorem
 * 5.1). The doubly exponential rules fall short of it, as e^(-C / (h ln (1 / h))) and slower beside a singularity; over
 * random moments of every φ the power was 1.43 at the least. Ten times the power 1.5 covers that where it matters, below
 * 1e-6, and no more than the difference itself is ever told.
 */
export function trapezoidError(fine: number, coarse: number): number {
  if (fine === 0) return coarse === 0 ? 0 : 1;
  const difference = Math.abs((fine - coarse) / fine);
  return Math.min(difference, 10 * difference ** 1.5) + ROUNDING;
}

/** How a value moves, relatively, told by its logarithms before and after; 0 for a value that has underflowed. */
export function relativeSlope(ln: number, lnMoved: number, nudge: number): number {
  return ln === -Infinity ? 0 : (lnMoved - ln) / nudge;
}
