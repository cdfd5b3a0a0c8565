// Losses of one example and what they make of its outputs; sums over outputs, of which the mean takes its share later.
// A loss finds z in the last layer's gradient rows and leaves ∂loss/∂z there, shared already.
import package::activationFunctions::LN2;
import package::exponential::exp_f32;
import package::exponential::log1p_unit;
import package::outputNonlinearity::output_activation;
import package::outputNonlinearity::output_derivative;
import package::trainingRows::params;
import package::trainingRows::layers;
import package::trainingRows::data;
import package::trainingRows::scratch;
import package::trainingRows::at;
import package::trainingRows::targets_start;

/// The position of the loss in LOSSES (src/model/training.ts).
override LOSS: u32;

const SQUARED_ERROR = 0u;
const BINARY_CROSSENTROPY = 1u;

fn target_of(output: u32, example: u32) -> f32 {
  return data[targets_start() + output * params.examples + example];
}

/// (φ_out(z) - t)².
fn squared_error(z: f32, wanted: f32, share: f32, place: u32) -> f32 {
  let error = output_activation(z) - wanted;
  scratch[place] = 2.0 * error * output_derivative(z) * share;
  return error * error;
}

/// max(z, 0) - z t + ln(1 + e^-|z|).
fn binary_crossentropy(z: f32, wanted: f32, share: f32, place: u32) -> f32 {
  let e = exp_f32(-abs(z));
  scratch[place] = (select(e, 1.0, z >= 0.0) / (1.0 + e) - wanted) * share;
  return max(z, 0.0) - z * wanted + log1p_unit(e);
}

/// ln x for x >= 1: halved until it lies between 1 and 2.
fn ln_from_one(x: f32) -> f32 {
  let bits = bitcast<u32>(x);
  let halvings = f32(i32(bits >> 23u) - 127);
  let rest = bitcast<f32>((bits & 0x007fffffu) | 0x3f800000u);
  return fma(halvings, LN2, log1p_unit(rest - 1.0));
}

/// -Σ t ln softmax(z), by the largest z.
fn categorical_crossentropy(first: u32, outputs: u32, example: u32, column: u32, share: f32) -> f32 {
  var largest = scratch[at(first, column)];
  for (var output = 1u; output < outputs; output += 1u) {
    largest = max(largest, scratch[at(first + output, column)]);
  }
  var total = 0.0;
  for (var output = 0u; output < outputs; output += 1u) {
    total += exp_f32(scratch[at(first + output, column)] - largest);
  }
  let ln_total = ln_from_one(total);
  var loss = 0.0;
  for (var output = 0u; output < outputs; output += 1u) {
    let place = at(first + output, column);
    let below = scratch[place] - largest;
    let wanted = target_of(output, example);
    loss = fma(wanted, ln_total - below, loss);
    scratch[place] = (exp_f32(below) / total - wanted) * share;
  }
  return loss;
}

/// The loss of one example, summed over its outputs, whose gradient rows begin at `first`.
fn loss_of(first: u32, example: u32, column: u32, share: f32) -> f32 {
  let outputs = layers[params.layers - 1u].fan_out;
  if (LOSS > BINARY_CROSSENTROPY) {
    return categorical_crossentropy(first, outputs, example, column, share);
  }
  var loss = 0.0;
  for (var output = 0u; output < outputs; output += 1u) {
    let place = at(first + output, column);
    let wanted = target_of(output, example);
    if (LOSS == SQUARED_ERROR) {
      loss += squared_error(scratch[place], wanted, share, place);
    } else {
      loss += binary_crossentropy(scratch[place], wanted, share, place);
    }
  }
  return loss;
}
