// Pairs under the sine, from E[cos u cos v] = e^-q cosh(q c) and E[sin u sin v] = e^-q sinh(q c).
import package::exponential::exp_f32;
import package::exponential::expm1_f32;
import package::meanFieldLogarithm::ln_f32;
import package::meanFieldLogarithm::ln1p_f32;

/// ln(E[cos u cos v] / E[cos² u]), where `apart` is 1 - c. It bends where c is about 1 / q, which no table resolves.
fn sine_product(q: f32, apart: f32) -> f32 {
  return -q * apart + ln1p_f32(exp_f32(-2.0 * q * (1.0 - apart))) - ln1p_f32(exp_f32(-2.0 * q));
}

/// ln of E[(sin u - sin v)²] / (2 q (1 - c)) over E[cos² u].
fn sine_difference(q: f32, apart: f32) -> f32 {
  let mean = -expm1_f32(-q * apart) / (q * apart);
  return ln_f32(mean) + ln1p_f32(exp_f32(-q * (2.0 - apart))) - ln1p_f32(exp_f32(-2.0 * q));
}
