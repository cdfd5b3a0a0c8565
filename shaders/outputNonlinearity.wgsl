// φ_out and φ_out′, for a pipeline whose outputs have another φ than its hidden units: the switches of
// shaders/activationFunctions.wgsl once more, by another override. One switch over an argument would serve both, but where
// the compiler must see through a call, each pipeline takes a quarter of a second longer to compile in software.
import package::scaled::Scaled;
import package::exponential::exp_scaled;
import package::exponential::expm1_f32;
import package::errorFunction::erf_f32;
import package::trigonometry::sine_shifted;
import package::activationFunctions::RELU;
import package::activationFunctions::LEAKY_RELU;
import package::activationFunctions::TANH;
import package::activationFunctions::SIGMOID;
import package::activationFunctions::ERF;
import package::activationFunctions::GELU;
import package::activationFunctions::SILU;
import package::activationFunctions::ELU;
import package::activationFunctions::SELU;
import package::activationFunctions::SOFTPLUS;
import package::activationFunctions::SOFTSIGN;
import package::activationFunctions::HARDTANH;
import package::activationFunctions::SINE;
import package::activationFunctions::LEAKY_SLOPE;
import package::activationFunctions::SELU_LAMBDA;
import package::activationFunctions::SELU_SCALE;
import package::activationFunctions::TWO_OVER_SQRT_PI;
import package::activationFunctions::times;
import package::activationFunctions::logistic_slope;
import package::activationFunctions::sigmoid;
import package::activationFunctions::gelu;
import package::activationFunctions::gelu_slope;
import package::activationFunctions::silu_slope;
import package::activationFunctions::softplus;
import package::activationFunctions::tanh_f32;
import package::plainNonlinearity::bounded;
import package::plainNonlinearity::plain;

/// The position of φ_out in NONLINEARITY_IDS (src/model/nonlinearity.ts).
override OUTPUT_NONLINEARITY: u32;

fn output_value(z: f32) -> Scaled {
  switch (OUTPUT_NONLINEARITY) {
    case RELU: { return Scaled(max(z, 0.0), 0); }
    case LEAKY_RELU: { return Scaled(select(LEAKY_SLOPE * z, z, z >= 0.0), 0); }
    case TANH: { return Scaled(tanh_f32(z), 0); }
    case SIGMOID: { return sigmoid(z); }
    case ERF: { return Scaled(erf_f32(z), 0); }
    case GELU: { return gelu(z); }
    case SILU: { return times(sigmoid(z), z); }
    case ELU: { return Scaled(select(expm1_f32(min(z, 0.0)), z, z >= 0.0), 0); }
    case SELU: { return Scaled(select(SELU_SCALE * expm1_f32(min(z, 0.0)), SELU_LAMBDA * z, z >= 0.0), 0); }
    case SOFTPLUS: { return softplus(z); }
    case SOFTSIGN: { return Scaled(z / (1.0 + abs(z)), 0); }
    case HARDTANH: { return Scaled(clamp(z, -1.0, 1.0), 0); }
    case SINE: { return Scaled(sine_shifted(z, 0), 0); }
    default: { return Scaled(z, 0); }
  }
}

fn output_slope(z: f32) -> Scaled {
  switch (OUTPUT_NONLINEARITY) {
    case RELU: { return Scaled(select(0.0, 1.0, z >= 0.0), 0); }
    case LEAKY_RELU: { return Scaled(select(LEAKY_SLOPE, 1.0, z >= 0.0), 0); }
    case TANH: { return times(logistic_slope(-2.0 * abs(z)), 4.0); }
    case SIGMOID: { return logistic_slope(-abs(z)); }
    case ERF: { return times(exp_scaled(-z * z), TWO_OVER_SQRT_PI); }
    case GELU: { return gelu_slope(z); }
    case SILU: { return silu_slope(z); }
    case ELU: { return exp_scaled(min(z, 0.0)); }
    case SELU: { return times(exp_scaled(min(z, 0.0)), select(SELU_SCALE, SELU_LAMBDA, z >= 0.0)); }
    case SOFTPLUS: { return sigmoid(z); }
    case SOFTSIGN: {
      let root = 1.0 / (1.0 + abs(z));
      return Scaled(root * root, 0);
    }
    case HARDTANH: { return Scaled(select(0.0, 1.0, abs(z) <= 1.0), 0); }
    case SINE: { return Scaled(sine_shifted(z, 1), 0); }
    default: { return Scaled(1.0, 0); }
  }
}

/// φ_out(z) / z far out, on z's side; 0 where φ_out stays bounded.
fn output_slope_at_infinity(z: f32) -> f32 {
  switch (OUTPUT_NONLINEARITY) {
    case RELU, GELU, SILU, ELU, SOFTPLUS: { return select(0.0, 1.0, z >= 0.0); }
    case LEAKY_RELU: { return select(LEAKY_SLOPE, 1.0, z >= 0.0); }
    case SELU: { return select(0.0, SELU_LAMBDA, z >= 0.0); }
    case TANH, SIGMOID, ERF, SOFTSIGN, HARDTANH, SINE: { return 0.0; }
    default: { return 1.0; }
  }
}

/// φ_out(z) of any finite z.
fn output_activation(z: f32) -> f32 {
  return fma(output_slope_at_infinity(z), z - bounded(z), plain(output_value(bounded(z))));
}

/// φ_out′(z).
fn output_derivative(z: f32) -> f32 {
  return plain(output_slope(bounded(z)));
}
