// ∂loss/∂z = ∂loss/∂h · φ′(z), elementwise : (units, examples), and the first level of its statistics.
//
// grad_activation, preactivation   (units, examples) mantissas, one power of two an example each
// grad_preactivation               the same shape; each example scaled exactly so that its largest
//                                  |mantissa| lies in [1, 2); rows from units to a multiple of 4 are zeroed
// One thread an example: dispatch (examples / 64), rounded up.
import package::scaled::Scaled;
import package::scaled::magnitude_of;
import package::scaled::in_frame;
import package::scaled::ZERO_EXPONENT;
import package::nonlinearity::derivative_of;
import package::columnStatistics::ColumnStatistics;
import package::columnStatistics::column_sums;
import package::columnStatistics::add_value;
import package::columnStatistics::column_statistics;

struct Params {
  units: u32,
  examples: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> grad_activation: array<f32>;
@group(0) @binding(2) var<storage, read> grad_frame: array<i32>;
@group(0) @binding(3) var<storage, read> preactivation: array<f32>;
@group(0) @binding(4) var<storage, read> frame: array<i32>;
@group(0) @binding(5) var<storage, read_write> grad_preactivation: array<f32>;
@group(0) @binding(6) var<storage, read_write> grad_preactivation_frame: array<i32>;
@group(0) @binding(7) var<storage, read_write> statistics: array<ColumnStatistics>;

fn gradient_at(unit: u32, example: u32) -> Scaled {
  let at = unit * params.examples + example;
  let slope = derivative_of(Scaled(preactivation[at], frame[example]));
  return Scaled(grad_activation[at] * slope.mantissa, grad_frame[example] + slope.exponent);
}

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let example = id.x;
  if (example >= params.examples) {
    return;
  }
  var largest = ZERO_EXPONENT;
  for (var unit = 0u; unit < params.units; unit += 1u) {
    largest = max(largest, magnitude_of(gradient_at(unit, example)));
  }
  var sums = column_sums(in_frame(gradient_at(0u, example), largest));
  for (var unit = 0u; unit < params.units; unit += 1u) {
    let value = in_frame(gradient_at(unit, example), largest);
    grad_preactivation[unit * params.examples + example] = value;
    add_value(&sums, value);
  }
  for (var unit = params.units; unit < (params.units + 3u) / 4u * 4u; unit += 1u) {
    grad_preactivation[unit * params.examples + example] = 0.0;
  }
  grad_preactivation_frame[example] = largest;
  statistics[example] = column_statistics(sums, largest);
}
