import { ZERO_EXPONENT, pair, powerOfTwo } from "./scaled.ts";

const LOG2_E: f64 = Math.LOG2E;
/** ln 2 in two parts; the first has few bits, so that n times it is exact. */
const LN2_HIGH: f64 = 0.69314718036912381649;
const LN2_LOW: f64 = 1.90821492927058770002e-10;
/** Below this, e^x is smaller than any exponent that a network carries: zero. */
const LARGEST_ARGUMENT: f64 = 9.0e7;

/** (e^r - 1 - r) / r² for |r| <= 0.36, by its series; the first term left out is below 1e-12 of e^r. */
function expm1Remainder(r: f64): f64 {
  let p = r * (1.0 / 3628800.0) + 1.0 / 362880.0;
  p = p * r + 1.0 / 40320.0;
  p = p * r + 1.0 / 5040.0;
  p = p * r + 1.0 / 720.0;
  p = p * r + 1.0 / 120.0;
  p = p * r + 1.0 / 24.0;
  p = p * r + 1.0 / 6.0;
  return p * r + 0.5;
}

/** e^x as a pair. */
export function expPair(x: f64): f64 {
  if (x < -LARGEST_ARGUMENT) return pair(0, ZERO_EXPONENT);
  const n = nearest(min(x, LARGEST_ARGUMENT) * LOG2_E);
  const r = x - n * LN2_HIGH - n * LN2_LOW;
  return pair(r * r * expm1Remainder(r) + r + 1, n as i32);
}

/** e^x for x <= 700; 0 where it underflows. */
export function exponential(x: f64): f64 {
  const n = nearest(max(x, -1000) * LOG2_E);
  const r = max(x, -1000) - n * LN2_HIGH - n * LN2_LOW;
  return (r * r * expm1Remainder(r) + r + 1) * powerOfTwo(n as i32);
}

/** e^x - 1 for x <= 700, to full relative precision near 0. */
export function expm1(x: f64): f64 {
  return abs(x) < 0.35 ? x * x * expm1Remainder(x) + x : exponential(x) - 1;
}

/** ln(1 + t) for 0 <= t <= 1, as 2 atanh(t / (2 + t)); the first term left out is below 1e-9 of it. */
export function log1pUnit(t: f64): f64 {
  const s = t / (2 + t);
  const s2 = s * s;
  let p = s2 * (1.0 / 17.0) + 1.0 / 15.0;
  p = p * s2 + 1.0 / 13.0;
  p = p * s2 + 1.0 / 11.0;
  p = p * s2 + 1.0 / 9.0;
  p = p * s2 + 1.0 / 7.0;
  p = p * s2 + 1.0 / 5.0;
  p = p * s2 + 1.0 / 3.0;
  return 2 * s * (p * s2 + 1);
}
