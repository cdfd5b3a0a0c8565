// Losses of four examples and what they make of their outputs; sums over outputs, of which the mean takes its share later.
// A loss finds z in the last layer's gradient rows and leaves ∂loss/∂z there, shared already.
import package::activationFunctions::LN2;
import package::trainingActivations::exp4;
import package::trainingActivations::log1p4;
import package::outputActivation::output_activation;
import package::trainingRows::params;
import package::trainingRows::layers;
import package::trainingBlocks::blocks;
import package::trainingBlocks::block_at;
import package::trainingBlocks::data_of;

/// The position of the loss in LOSSES (src/model/training.ts).
override LOSS: u32;

const SQUARED_ERROR = 0u;
const BINARY_CROSSENTROPY = 1u;

/// Of an output; targets lie in `data` after the inputs.
fn targets_of(output: u32, examples: vec4u) -> vec4f {
  return data_of(layers[0].fan_in + output, examples);
}

/// (φ_out(z) - t)².
fn squared_error(z: vec4f, wanted: vec4f, shares: vec4f, place: u32) -> vec4f {
  let output = output_activation(z);
  let error = output.value - wanted;
  blocks[place] = 2.0 * error * output.slope * shares;
  return error * error;
}

/// max(z, 0) - z t + ln(1 + e^-|z|).
fn binary_crossentropy(z: vec4f, wanted: vec4f, shares: vec4f, place: u32) -> vec4f {
  let e = exp4(-abs(z));
  blocks[place] = (select(e, vec4f(1.0), z >= vec4f()) / (1.0 + e) - wanted) * shares;
  return max(z, vec4f()) - z * wanted + log1p4(e);
}

/// ln x for x >= 1: halved until it lies between 1 and 2.
fn ln_from_one(x: vec4f) -> vec4f {
  let bits = bitcast<vec4u>(x);
  let halvings = vec4f(bits >> vec4u(23u)) - 127.0;
  let rest = bitcast<vec4f>((bits & vec4u(0x007fffffu)) | vec4u(0x3f800000u));
  return fma(halvings, vec4f(LN2), log1p4(rest - 1.0));
}

/// -Σ t ln softmax(z), by the largest z.
fn categorical_crossentropy(first: u32, outputs: u32, examples: vec4u, block: u32, shares: vec4f) -> vec4f {
  var largest = blocks[block_at(first, block)];
  for (var output = 1u; output < outputs; output += 1u) {
    largest = max(largest, blocks[block_at(first + output, block)]);
  }
  var total = vec4f();
  for (var output = 0u; output < outputs; output += 1u) {
    total += exp4(blocks[block_at(first + output, block)] - largest);
  }
  let ln_total = ln_from_one(total);
  var loss = vec4f();
  for (var output = 0u; output < outputs; output += 1u) {
    let place = block_at(first + output, block);
    let below = blocks[place] - largest;
    let wanted = targets_of(output, examples);
    // Where nothing is wanted nothing counts: below may be infinite, and 0 times that is no number.
    loss = fma(wanted, select(ln_total - below, vec4f(), wanted == vec4f()), loss);
    blocks[place] = (exp4(below) / total - wanted) * shares;
  }
  return loss;
}

/// The losses of four examples, summed over their outputs, whose gradient rows begin at `first`.
fn losses_of(first: u32, examples: vec4u, block: u32, shares: vec4f) -> vec4f {
  let outputs = layers[params.layers - 1u].fan_out;
  if (LOSS > BINARY_CROSSENTROPY) {
    return categorical_crossentropy(first, outputs, examples, block, shares);
  }
  var losses = vec4f();
  for (var output = 0u; output < outputs; output += 1u) {
    let place = block_at(first + output, block);
    let wanted = targets_of(output, examples);
    if (LOSS == SQUARED_ERROR) {
      losses += squared_error(blocks[place], wanted, shares, place);
    } else {
      losses += binary_crossentropy(blocks[place], wanted, shares, place);
    }
  }
  return losses;
}
