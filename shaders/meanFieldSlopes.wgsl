// φ and φ′ of float32 numbers as float32 numbers: what a float32 holds of them.
import package::nonlinearity::activation_of;
import package::nonlinearity::derivative_of;
import package::scaled::Scaled;
import package::scaled::scale_by_power_of_two;

fn value_at(x: f32) -> f32 {
  let value = activation_of(Scaled(x, 0));
  return scale_by_power_of_two(value.mantissa, value.exponent);
}

fn slope_at(x: f32) -> f32 {
  let slope = derivative_of(Scaled(x, 0));
  return scale_by_power_of_two(slope.mantissa, slope.exponent);
}
