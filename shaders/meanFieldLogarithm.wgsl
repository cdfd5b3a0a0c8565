// Logarithms to float32 precision also near 1, where WGSL promises an absolute error only, and powers of two.
import package::exponential::exp_f32;
import package::scaled::exponent_of;
import package::scaled::scale_by_power_of_two;

const LN_TWO: f32 = 0.693147181;
const SQRT_TWO: f32 = 1.41421356;

/// 2 atanh(s) for |s| <= 0.18; the first term left out is below 2e-9 of it.
fn twice_atanh(s: f32) -> f32 {
  let s2 = s * s;
  var p = fma(s2, 1.0 / 9.0, 1.0 / 7.0);
  p = fma(p, s2, 1.0 / 5.0);
  p = fma(p, s2, 1.0 / 3.0);
  return 2.0 * fma(s * s2, p, s);
}

/// ln x of a normal x > 0.
fn ln_f32(x: f32) -> f32 {
  var exponent = exponent_of(x);
  var mantissa = scale_by_power_of_two(x, -exponent);
  if (mantissa > SQRT_TWO) {
    mantissa *= 0.5;
    exponent += 1;
  }
  return fma(f32(exponent), LN_TWO, twice_atanh((mantissa - 1.0) / (mantissa + 1.0)));
}

/// ln(1 + x) for x > -1, to full relative precision near 0.
fn ln1p_f32(x: f32) -> f32 {
  if (abs(x) < 0.3) {
    return twice_atanh(x / (2.0 + x));
  }
  return ln_f32(1.0 + x);
}

/// 2^x.
fn two_to(x: f32) -> f32 {
  return exp_f32(LN_TWO * x);
}
