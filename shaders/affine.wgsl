// z = W h + b : (fan_out, fan_in) · (fan_in, examples) → (fan_out, examples)
//
// weight       (fan_out, fan_in) unit values, row-major, both padded with zeros to multiples of 4;
//              W = weight · (scale_high + scale_low) · 2^scale_exponent
// activation   (fan_in, examples) mantissas, examples padded to a multiple of 4
// frame        one power of two an example: h[i, n] = activation[i, n] · 2^frame[n]
// Each thread makes 4 units × 4 examples in registers; dispatch
// (examples / 4 / 16, fan_out / 4 / 4), both rounded up.
import package::scaled::scale_by_power_of_two;

struct Params {
  fan_in: u32,
  fan_out: u32,
  examples: u32,
  has_bias: u32,
  scale_high: f32,
  scale_low: f32,
  scale_exponent: i32,
  bias_exponent: i32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> weight: array<vec4f>;
@group(0) @binding(2) var<storage, read> bias: array<vec4f>;
@group(0) @binding(3) var<storage, read> activation: array<vec4f>;
@group(0) @binding(4) var<storage, read> frame: array<vec4i>;
@group(0) @binding(5) var<storage, read_write> preactivation: array<vec4f>;
@group(0) @binding(6) var<storage, read_write> preactivation_frame: array<vec4i>;

/// 2^(from - to) for each example, where from <= to.
fn shrink(own: vec4i, shared_frame: vec4i) -> vec4f {
  let shift = own - shared_frame;
  return vec4f(
    scale_by_power_of_two(1.0, shift.x),
    scale_by_power_of_two(1.0, shift.y),
    scale_by_power_of_two(1.0, shift.z),
    scale_by_power_of_two(1.0, shift.w),
  );
}

/// The scale in two parts, so that its own rounding does not grow with depth.
fn scaled_sum(sum: vec4f) -> vec4f {
  return fma(sum, vec4f(params.scale_low), sum * params.scale_high);
}

@compute @workgroup_size(16, 4)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let columns = params.examples / 4u;
  let steps = (params.fan_in + 3u) / 4u;
  let column = id.x;
  let tile = id.y;
  if (column >= columns || tile * 4u >= params.fan_out) {
    return;
  }
  var sum0 = vec4f();
  var sum1 = vec4f();
  var sum2 = vec4f();
  var sum3 = vec4f();
  var at = tile * 4u * steps;
  for (var step = 0u; step < steps; step += 1u) {
    let w0 = weight[at];
    let w1 = weight[at + steps];
    let w2 = weight[at + 2u * steps];
    let w3 = weight[at + 3u * steps];
    at += 1u;
    let row = step * 4u * columns + column;
    let h0 = activation[row];
    let h1 = activation[row + columns];
    let h2 = activation[row + 2u * columns];
    let h3 = activation[row + 3u * columns];
    sum0 = fma(vec4f(w0.x), h0, fma(vec4f(w0.y), h1, fma(vec4f(w0.z), h2, fma(vec4f(w0.w), h3, sum0))));
    sum1 = fma(vec4f(w1.x), h0, fma(vec4f(w1.y), h1, fma(vec4f(w1.z), h2, fma(vec4f(w1.w), h3, sum1))));
    sum2 = fma(vec4f(w2.x), h0, fma(vec4f(w2.y), h1, fma(vec4f(w2.z), h2, fma(vec4f(w2.w), h3, sum2))));
    sum3 = fma(vec4f(w3.x), h0, fma(vec4f(w3.y), h1, fma(vec4f(w3.z), h2, fma(vec4f(w3.w), h3, sum3))));
  }
  let product_frame = frame[column] + params.scale_exponent;
  var out_frame = product_frame;
  var product_scale = vec4f(1.0);
  var offset = vec4f();
  var bias_scale = vec4f();
  if (params.has_bias != 0u) {
    out_frame = max(product_frame, vec4i(params.bias_exponent));
    product_scale = shrink(product_frame, out_frame);
    bias_scale = shrink(vec4i(params.bias_exponent), out_frame);
    offset = bias[tile];
  }
  let target_row = tile * 4u * columns + column;
  preactivation[target_row] = fma(vec4f(offset.x), bias_scale, scaled_sum(sum0) * product_scale);
  preactivation[target_row + columns] = fma(vec4f(offset.y), bias_scale, scaled_sum(sum1) * product_scale);
  preactivation[target_row + 2u * columns] = fma(vec4f(offset.z), bias_scale, scaled_sum(sum2) * product_scale);
  preactivation[target_row + 3u * columns] = fma(vec4f(offset.w), bias_scale, scaled_sum(sum3) * product_scale);
  if (tile == 0u) {
    preactivation_frame[column] = out_frame;
  }
}
