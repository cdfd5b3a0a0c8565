/**
 * Points and weights, for ∫ f(x) w(x) dx over a half-line from 0: points lie evenly on a logarithmic scale, so that f may
 * have its shape at any scale, and the trapezoidal rule converges as fast as for a periodic function (Trefethen and
 * Weideman 2014): its error falls as e^(-2π d / STEP), where d = π/4 for a Gaussian on a scale of logarithms; 3e-9.
 */
export const STEP = 0.25;

/** Past this many standard deviations a Gaussian has less than 1e-11 of its mass. */
export const REACH = 7;
/** Past this share of the smallest scale, f is taken for constant; what f would add is of second order. */
export const NEAR = 2 ** -14;

/** A geometric series continues what the last point, nearest to 0, begins: Σ_{k≥0} e^(-k STEP). */
export const TAIL = 1 / (1 - Math.exp(-STEP));

const ONE_OVER_SQRT_2PI = 1 / Math.sqrt(2 * Math.PI);

/** The density of N(0, 1). */
export function gaussian(z: number): number {
  return ONE_OVER_SQRT_2PI * Math.exp((-z * z) / 2);
}

/** high · e^(-k STEP), from `high` to `low`. */
export function logarithmicPoints(high: number, low: number): Float64Array {
  const count = Math.ceil(Math.log(high / low) / STEP) + 1;
  return Float64Array.from({ length: count }, (_, k) => high * Math.exp(-k * STEP));
}

/** Points z and their weights in ∫_0^∞ f(z) n(z) dz, for f with its shape at scales from `scale` on. */
export function gaussianHalfLine(scale: number): { points: Float64Array; weights: Float64Array } {
  const points = logarithmicPoints(REACH, scale * NEAR);
  const weights = points.map((z, k) => STEP * z * gaussian(z) * (k === points.length - 1 ? TAIL : 1));
  return { points, weights };
}
