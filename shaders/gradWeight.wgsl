// ∂loss/∂W = ∂loss/∂z hᵀ : (fan_out, examples) · (examples, fan_in) → (fan_out, fan_in)
//
// grad_preactivation, activation   mantissas, one power of two an example each; padded examples are zero
// grad_weight                      mantissas in one frame, the largest power of two of any example
// Each thread makes 1 × 4 weights; dispatch (fan_in / 4 / 16, fan_out / 4), rounded up; fan_in is
// padded to a multiple of 4, and every column's frame is written.
import package::scaled::scale_by_power_of_two;
import package::scaled::ZERO_EXPONENT;

struct Params {
  fan_in: u32,
  fan_out: u32,
  examples: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> grad_preactivation: array<vec4f>;
@group(0) @binding(2) var<storage, read> grad_frame: array<vec4i>;
@group(0) @binding(3) var<storage, read> activation: array<vec4f>;
@group(0) @binding(4) var<storage, read> activation_frame: array<vec4i>;
@group(0) @binding(5) var<storage, read_write> grad_weight: array<vec4f>;
@group(0) @binding(6) var<storage, read_write> grad_weight_frame: array<vec4i>;

/// The power of two of each of four examples' products; far below every other where either side is zero.
fn product_frame(at: u32) -> vec4i {
  return grad_frame[at] + activation_frame[at];
}

fn shrink(own: vec4i, shared_frame: i32) -> vec4f {
  return vec4f(
    scale_by_power_of_two(1.0, own.x - shared_frame),
    scale_by_power_of_two(1.0, own.y - shared_frame),
    scale_by_power_of_two(1.0, own.z - shared_frame),
    scale_by_power_of_two(1.0, own.w - shared_frame),
  );
}

@compute @workgroup_size(16, 4)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let steps = params.examples / 4u;
  let tiles = (params.fan_in + 3u) / 4u;
  let tile = id.x;
  let unit = id.y;
  if (tile >= tiles || unit >= params.fan_out) {
    return;
  }
  var shared_frame = 2 * ZERO_EXPONENT;
  for (var step = 0u; step < steps; step += 1u) {
    let own = product_frame(step);
    shared_frame = max(shared_frame, max(max(own.x, own.y), max(own.z, own.w)));
  }
  var sum = vec4f();
  for (var step = 0u; step < steps; step += 1u) {
    let gradient = grad_preactivation[unit * steps + step] * shrink(product_frame(step), shared_frame);
    let row = tile * 4u * steps + step;
    sum += vec4f(
      dot(gradient, activation[row]),
      dot(gradient, activation[row + steps]),
      dot(gradient, activation[row + 2u * steps]),
      dot(gradient, activation[row + 3u * steps]),
    );
  }
  grad_weight[unit * tiles + tile] = sum;
  if (unit == 0u) {
    grad_weight_frame[tile] = vec4i(shared_frame);
  }
}
