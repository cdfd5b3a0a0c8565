// φ and φ′ of plain float32 numbers, of any finite size. Between -2^30 and 2^30 they are the functions themselves, where a
// tail below float32 is 0; beyond, φ goes on along its asymptote.
import package::scaled::Scaled;
import package::scaled::scale_by_power_of_two;
import package::activationFunctions::value_of;
import package::activationFunctions::slope_of;
import package::activationFunctions::slope_at_infinity;

/// Past this, what an asymptote leaves out is below 2^-29 of it.
const ASYMPTOTE: f32 = 1073741824.0;

fn bounded(z: f32) -> f32 {
  return clamp(z, -ASYMPTOTE, ASYMPTOTE);
}

fn plain(value: Scaled) -> f32 {
  return scale_by_power_of_two(value.mantissa, value.exponent);
}

/// φ(z).
fn plain_activation(z: f32) -> f32 {
  return fma(slope_at_infinity(z), z - bounded(z), plain(value_of(bounded(z))));
}

/// φ′(z).
fn plain_derivative(z: f32) -> f32 {
  return plain(slope_of(bounded(z)));
}
