// ∂loss/∂output = 2 (output - target) for loss = Σ (output - target)² : (outputs, examples), and
// the first level of its statistics, from which the loss itself follows:
// loss = count · (variance + mean²) / 4.
//
// output          (outputs, examples) mantissas, one power of two an example in frame
// expected        (outputs, examples), plain
// gradient        as output; each example scaled exactly so that its largest |mantissa| lies in
//                 [1, 2); rows from outputs to a multiple of 4 are zeroed, and so are the
//                 examples from `valid` on, which are padding
// One thread an example: dispatch (examples / 64), rounded up.
import package::scaled::Scaled;
import package::scaled::magnitude_of;
import package::scaled::in_frame;
import package::scaled::ZERO_EXPONENT;
import package::columnStatistics::ColumnStatistics;
import package::columnStatistics::column_sums;
import package::columnStatistics::add_value;
import package::columnStatistics::column_statistics;

struct Params {
  outputs: u32,
  examples: u32,
  valid: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> output: array<f32>;
@group(0) @binding(2) var<storage, read> frame: array<i32>;
@group(0) @binding(3) var<storage, read> expected: array<f32>;
@group(0) @binding(4) var<storage, read_write> gradient: array<f32>;
@group(0) @binding(5) var<storage, read_write> gradient_frame: array<i32>;
@group(0) @binding(6) var<storage, read_write> statistics: array<ColumnStatistics>;

fn gradient_at(unit: u32, example: u32) -> Scaled {
  if (example >= params.valid) {
    return Scaled(0.0, 0);
  }
  let at = unit * params.examples + example;
  let predicted = Scaled(output[at], frame[example]);
  let wanted = Scaled(expected[at], 0);
  let shared_frame = max(magnitude_of(predicted), magnitude_of(wanted));
  return Scaled(in_frame(predicted, shared_frame) - in_frame(wanted, shared_frame), shared_frame + 1);
}

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let example = id.x;
  if (example >= params.examples) {
    return;
  }
  var largest = ZERO_EXPONENT;
  for (var unit = 0u; unit < params.outputs; unit += 1u) {
    largest = max(largest, magnitude_of(gradient_at(unit, example)));
  }
  var sums = column_sums(in_frame(gradient_at(0u, example), largest));
  for (var unit = 0u; unit < params.outputs; unit += 1u) {
    let value = in_frame(gradient_at(unit, example), largest);
    gradient[unit * params.examples + example] = value;
    add_value(&sums, value);
  }
  for (var unit = params.outputs; unit < (params.outputs + 3u) / 4u * 4u; unit += 1u) {
    gradient[unit * params.examples + example] = 0.0;
  }
  gradient_frame[example] = largest;
  statistics[example] = column_statistics(sums, largest);
}
