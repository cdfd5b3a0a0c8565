// Exponentials to float32 precision on any GPU: WGSL's own may be several units off in the
// last place, and end at 2^128. Polynomials are least-squares fits at Chebyshev points.
import package::scaled::Scaled;
import package::scaled::scale_by_power_of_two;
import package::scaled::ZERO_EXPONENT;

const LOG2_E: f32 = 1.44269504;
// ln 2 in two parts; the first has few bits, so that n times it is exact.
const LN2_HIGH: f32 = 0.693359375;
const LN2_LOW: f32 = -2.12194440e-4;
// Below this, e^x is smaller than any exponent that a network carries: zero.
const LARGEST_EXPONENT_ARGUMENT: f32 = 9.0e7;

/// (e^r - 1 - r) / r² for |r| <= 0.36; relative error of e^r 3e-10.
fn expm1_remainder(r: f32) -> f32 {
  var p = fma(1.99038646e-4, r, 1.39371843e-3);
  p = fma(p, r, 8.33329275e-3);
  p = fma(p, r, 4.16664318e-2);
  p = fma(p, r, 1.66666667e-1);
  return fma(p, r, 0.5);
}

/// e^x with its own power of two.
fn exp_scaled(x: f32) -> Scaled {
  if (x < -LARGEST_EXPONENT_ARGUMENT) {
    return Scaled(0.0, ZERO_EXPONENT);
  }
  let n = round(min(x, LARGEST_EXPONENT_ARGUMENT) * LOG2_E);
  let r = fma(-n, LN2_LOW, fma(-n, LN2_HIGH, x));
  return Scaled(fma(r * r, expm1_remainder(r), 1.0 + r), i32(n));
}

/// e^x as float32; 0 where it underflows.
fn exp_f32(x: f32) -> f32 {
  let e = exp_scaled(x);
  return scale_by_power_of_two(e.mantissa, e.exponent);
}

/// e^x - 1 for x <= 40, to full relative precision near 0.
fn expm1_f32(x: f32) -> f32 {
  if (abs(x) < 0.35) {
    return fma(x * x, expm1_remainder(x), x);
  }
  return exp_f32(x) - 1.0;
}

/// ln(1 + t) for 0 <= t <= 1, as 2 atanh(t / (2 + t)); the first term left out is below 1e-8 of it.
fn log1p_unit(t: f32) -> f32 {
  let s = t / (2.0 + t);
  let s2 = s * s;
  var p = fma(s2, 1.0 / 13.0, 1.0 / 11.0);
  p = fma(p, s2, 1.0 / 9.0);
  p = fma(p, s2, 1.0 / 7.0);
  p = fma(p, s2, 1.0 / 5.0);
  p = fma(p, s2, 1.0 / 3.0);
  return 2.0 * s * fma(p, s2, 1.0);
}
