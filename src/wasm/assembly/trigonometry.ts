/** π/2 in two parts; the first has 33 bits, so that small multiples are exact. */
const HALF_PI_HIGH: f64 = 1.57079632673412561417;
const HALF_PI_LOW: f64 = 6.07710050650619224932e-11;
const QUADRANTS_PER_UNIT: f64 = 0.6366197723675814;

/** sin(x + quadrants · π/2), by the series; the first terms left out are below 1e-11. */
export function sineShifted(x: f64, quadrants: i32): f64 {
  const n = nearest(x * QUADRANTS_PER_UNIT);
  const r = x - n * HALF_PI_HIGH - n * HALF_PI_LOW;
  const s = r * r;
  const quadrant = ((n as i32) + quadrants) & 3;
  const value = (quadrant & 1) == 1 ? cosineSeries(s) : r * sineSeries(s);
  return quadrant >= 2 ? -value : value;
}

/** sin(r) / r of s = r². */
function sineSeries(s: f64): f64 {
  let p = s * (-1.0 / 39916800.0) + 1.0 / 362880.0;
  p = p * s - 1.0 / 5040.0;
  p = p * s + 1.0 / 120.0;
  p = p * s - 1.0 / 6.0;
  return p * s + 1;
}

/** cos(r) of s = r². */
function cosineSeries(s: f64): f64 {
  let p = s * (1.0 / 479001600.0) - 1.0 / 3628800.0;
  p = p * s + 1.0 / 40320.0;
  p = p * s - 1.0 / 720.0;
  p = p * s + 1.0 / 24.0;
  p = p * s - 0.5;
  return p * s + 1;
}
