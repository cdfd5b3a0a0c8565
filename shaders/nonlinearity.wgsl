// φ and φ′ of a number of any magnitude. Three regimes: tiny |z| (φ is its tangent at 0), huge
// |z| (φ is its asymptote), and between them the function itself, with tails that underflow
// float32 kept as mantissa and exponent.
import package::scaled::Scaled;
import package::scaled::magnitude_of;
import package::scaled::scale_by_power_of_two;
import package::activationFunctions::value_of;
import package::activationFunctions::slope_of;
import package::activationFunctions::at_zero;
import package::activationFunctions::slope_at_zero;
import package::activationFunctions::slope_at_infinity;
import package::activationFunctions::decays_as_square;

// |z| below 2^-30 or above 2^30 leaves the middle regime: past them, the terms left out are
// below 2^-29 of what is kept.
const REGIME_EXPONENT: i32 = 30;

/// φ(z).
fn activation_of(z: Scaled) -> Scaled {
  let magnitude = magnitude_of(z);
  if (magnitude < -REGIME_EXPONENT) {
    if (at_zero() != 0.0) {
      return Scaled(at_zero(), 0);
    }
    return Scaled(z.mantissa * slope_at_zero(z.mantissa), z.exponent);
  }
  if (magnitude > REGIME_EXPONENT) {
    let slope = slope_at_infinity(z.mantissa);
    if (slope != 0.0) {
      return Scaled(z.mantissa * slope, z.exponent);
    }
    return value_of(sign(z.mantissa) * f32(1u << u32(REGIME_EXPONENT)));
  }
  return value_of(scale_by_power_of_two(z.mantissa, z.exponent));
}

/// φ′(z); at a kink the value from the right, as the notebook takes 1 for ReLU at 0.
fn derivative_of(z: Scaled) -> Scaled {
  let magnitude = magnitude_of(z);
  if (magnitude < -REGIME_EXPONENT) {
    return Scaled(slope_at_zero(select(z.mantissa, 1.0, z.mantissa == 0.0)), 0);
  }
  if (magnitude > REGIME_EXPONENT) {
    if (decays_as_square()) {
      let root = 1.0 / z.mantissa;
      return Scaled(root * root, -2 * z.exponent);
    }
    let slope = slope_at_infinity(z.mantissa);
    if (slope != 0.0) {
      return Scaled(slope, 0);
    }
    return slope_of(sign(z.mantissa) * f32(1u << u32(REGIME_EXPONENT)));
  }
  return slope_of(scale_by_power_of_two(z.mantissa, z.exponent));
}
