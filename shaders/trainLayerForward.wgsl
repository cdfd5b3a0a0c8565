// z = W h + b, h = φ(z) of one layer : (fanOut, fanIn + 1) · (fanIn + 1, examples) → (fanOut, examples)
//
// The bias is the last of its row of parameters, and multiplies the row of ones below h. Into the scratch: φ(z) to the rows
// of the next layer's h and φ′(z) to those of this layer's ∂loss/∂z, where it waits; of the last layer, z to the latter.
// A z that is no finite number breaks the training at this step: a φ may hide it from the loss.
// One thread eight units of eight examples: dispatch (quads / 16, fanOut / 64), rounded up, from `first_quad` on.
import package::hiddenActivation::hidden_activation;
import package::trainingStore::Results;
import package::trainingStore::are_finite;
import package::trainLayerProduct::Factor;
import package::trainLayerProduct::current;
import package::trainLayerProduct::scratch;
import package::trainLayerProduct::products;

struct Params {
  copy: u32,
  start: u32,
  fan_in: u32,
  fan_out: u32,
  quads: u32,
  first_quad: u32,
  from_row: u32,
  activation_row: u32,
  gradient_row: u32,
  is_last: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(4) var<storage, read_write> results: Results;

@compute @workgroup_size(8, 8)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let first_quad = params.first_quad + 2u * id.x;
  let row = 8u * id.y;
  if (current.is_stopped == 1u || 4u * first_quad >= current.count || row >= params.fan_out) {
    return;
  }
  let first = current.iteration % 2u * params.copy + params.start;
  let terms = params.fan_in + 1u;
  var z = products(Factor(first, terms, 1u, params.fan_out, terms, params.from_row), row, first_quad, params.quads);
  for (var part = 0u; part < 2u * min(8u, params.fan_out - row); part += 1u) {
    let i = part / 2u;
    let quad = first_quad + part % 2u;
    if (4u * quad >= current.count) {
      continue;
    }
    let own = z[part];
    if (current.is_step == 1u && !are_finite(own)) {
      atomicMin(&results.broken_at, current.iteration);
    }
    let gradient_at = (params.gradient_row + row + i) * params.quads + quad;
    if (params.is_last == 1u) {
      scratch[gradient_at] = own;
    } else {
      let phi = hidden_activation(own);
      scratch[(params.activation_row + row + i) * params.quads + quad] = phi.value;
      scratch[gradient_at] = phi.slope;
    }
  }
}
