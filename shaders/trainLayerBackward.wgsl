// ∂loss/∂z of the layer below = Wᵀ ∂loss/∂z ⊙ φ′ : (fanIn, fanOut) · (fanOut, examples) → (fanIn, examples)
//
// φ′ waits where the result goes, as shaders/trainLayerForward.wgsl left it.
// One thread eight units below of eight examples: dispatch (quads / 16, fanIn / 64), rounded up, from `first_quad` on.
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
  gradient_row: u32,
}

@group(0) @binding(0) var<uniform> params: Params;

@compute @workgroup_size(8, 8)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let first_quad = params.first_quad + 2u * id.x;
  let row = 8u * id.y;
  if (current.is_stopped == 1u || 4u * first_quad >= current.count || row >= params.fan_in) {
    return;
  }
  let first = current.iteration % 2u * params.copy + params.start;
  let factor = Factor(first, 1u, params.fan_in + 1u, params.fan_in, params.fan_out, params.from_row);
  var sums = products(factor, row, first_quad, params.quads);
  for (var part = 0u; part < 2u * min(8u, params.fan_in - row); part += 1u) {
    let i = part / 2u;
    let quad = first_quad + part % 2u;
    if (4u * quad >= current.count) {
      continue;
    }
    let at = (params.gradient_row + row + i) * params.quads + quad;
    scratch[at] = scratch[at] * sums[part];
  }
}
