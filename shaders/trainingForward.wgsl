// Four examples through all layers: z = W h + b, h = φ(z). For shaders/training.wgsl.
import package::trainingStore::are_finite;
import package::trainingRows::params;
import package::trainingRows::layers;
import package::trainingRows::parameters;
import package::trainingBlocks::blocks;
import package::trainingBlocks::block_at;
import package::trainingBlocks::data_of;
import package::hiddenActivation::hidden_activation;

/// Σ over terms of parameters[row + term] h[term], the bias last, as the row of ones makes it.
fn affine(row: u32, h: u32, fan_in: u32, block: u32) -> vec4f {
  var z = vec4f();
  for (var term = 0u; term <= fan_in; term += 1u) {
    z = fma(vec4f(parameters[row + term]), blocks[block_at(h + term, block)], z);
  }
  return z;
}

/// Leaves h of every layer, φ′ of the hidden ones, and z of the last in the block; the parameters are those of the copy
/// that begins at `copy`. False where a z is no finite number: a φ may hide one from the loss.
fn forward(copy: u32, examples: vec4u, block: u32) -> bool {
  for (var feature = 0u; feature < layers[0].fan_in; feature += 1u) {
    blocks[block_at(feature, block)] = data_of(feature, examples);
  }
  var h = 0u;
  var gradient = params.gradient_rows;
  var is_whole = true;
  for (var index = 0u; index < params.layers; index += 1u) {
    let layer = layers[index];
    let next = h + layer.fan_in + 1u;
    blocks[block_at(next - 1u, block)] = vec4f(1.0);
    for (var unit = 0u; unit < layer.fan_out; unit += 1u) {
      let z = affine(copy + layer.start + unit * (layer.fan_in + 1u), h, layer.fan_in, block);
      is_whole = is_whole & are_finite(z);
      if (index + 1u == params.layers) {
        blocks[block_at(gradient + unit, block)] = z;
      } else {
        let phi = hidden_activation(z);
        blocks[block_at(next + unit, block)] = phi.value;
        blocks[block_at(gradient + unit, block)] = phi.slope;
      }
    }
    h = next;
    gradient += layer.fan_out;
  }
  return is_whole;
}
