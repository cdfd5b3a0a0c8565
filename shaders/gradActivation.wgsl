// ∂loss/∂h = Wᵀ ∂loss/∂z : (fan_in, fan_out) · (fan_out, examples) → (fan_in, examples)
//
// weight               (fan_out, fan_in) unit values, row-major, padded with zeros to multiples of 4
// grad_preactivation   (fan_out, examples) mantissas, one power of two an example in frame
// Each thread makes 4 units × 4 examples in registers; dispatch
// (examples / 4 / 16, fan_in / 4 / 4), both rounded up.

struct Params {
  fan_in: u32,
  fan_out: u32,
  examples: u32,
  scale_high: f32,
  scale_low: f32,
  scale_exponent: i32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> weight: array<vec4f>;
@group(0) @binding(2) var<storage, read> grad_preactivation: array<vec4f>;
@group(0) @binding(3) var<storage, read> frame: array<vec4i>;
@group(0) @binding(4) var<storage, read_write> grad_activation: array<vec4f>;
@group(0) @binding(5) var<storage, read_write> grad_activation_frame: array<vec4i>;

fn scaled_sum(sum: vec4f) -> vec4f {
  return fma(sum, vec4f(params.scale_low), sum * params.scale_high);
}

@compute @workgroup_size(16, 4)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let columns = params.examples / 4u;
  let tiles = (params.fan_in + 3u) / 4u;
  let column = id.x;
  let tile = id.y;
  if (column >= columns || tile >= tiles) {
    return;
  }
  var sum0 = vec4f();
  var sum1 = vec4f();
  var sum2 = vec4f();
  var sum3 = vec4f();
  for (var unit = 0u; unit < params.fan_out; unit += 1u) {
    let w = weight[unit * tiles + tile];
    let gradient = grad_preactivation[unit * columns + column];
    sum0 = fma(vec4f(w.x), gradient, sum0);
    sum1 = fma(vec4f(w.y), gradient, sum1);
    sum2 = fma(vec4f(w.z), gradient, sum2);
    sum3 = fma(vec4f(w.w), gradient, sum3);
  }
  let target_row = tile * 4u * columns + column;
  grad_activation[target_row] = scaled_sum(sum0);
  grad_activation[target_row + columns] = scaled_sum(sum1);
  grad_activation[target_row + 2u * columns] = scaled_sum(sum2);
  grad_activation[target_row + 3u * columns] = scaled_sum(sum3);
  if (tile == 0u) {
    grad_activation_frame[column] = frame[column] + params.scale_exponent;
  }
}
