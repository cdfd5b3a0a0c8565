// One example through all layers: z = W h + b, h = φ(z). For shaders/training.wgsl and shaders/trainingLogits.wgsl.
import package::trainingStore::is_finite;
import package::trainingRows::params;
import package::trainingRows::layers;
import package::trainingRows::data;
import package::trainingRows::parameters;
import package::trainingRows::scratch;
import package::trainingRows::at;
import package::plainNonlinearity::plain_activation;
import package::plainNonlinearity::plain_derivative;

/// Σ over terms of parameters[row + term] h[term], the bias last, as the row of ones makes it.
fn affine(row: u32, h: u32, fan_in: u32, column: u32) -> f32 {
  var z = 0.0;
  for (var term = 0u; term <= fan_in; term += 1u) {
    z = fma(parameters[row + term], scratch[at(h + term, column)], z);
  }
  return z;
}

/// Leaves h of every layer, φ′ of the hidden ones, and z of the last in the column; the parameters are those of the copy
/// that begins at `copy`. False where a z is no finite number: a φ may hide one from the loss.
fn forward(copy: u32, example: u32, column: u32) -> bool {
  for (var feature = 0u; feature < layers[0].fan_in; feature += 1u) {
    scratch[at(feature, column)] = data[feature * params.examples + example];
  }
  var h = 0u;
  var gradient = params.gradient_rows;
  var is_whole = true;
  for (var index = 0u; index < params.layers; index += 1u) {
    let layer = layers[index];
    let next = h + layer.fan_in + 1u;
    scratch[at(next - 1u, column)] = 1.0;
    for (var unit = 0u; unit < layer.fan_out; unit += 1u) {
      let z = affine(copy + layer.start + unit * (layer.fan_in + 1u), h, layer.fan_in, column);
      is_whole = is_whole && is_finite(z);
      if (index + 1u == params.layers) {
        scratch[at(gradient + unit, column)] = z;
      } else {
        scratch[at(next + unit, column)] = plain_activation(z);
        scratch[at(gradient + unit, column)] = plain_derivative(z);
      }
    }
    h = next;
    gradient += layer.fan_out;
  }
  return is_whole;
}
