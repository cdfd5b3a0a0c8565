// h = φ(z), elementwise : (units, examples), and the first level of its statistics.
//
// preactivation   (units, examples) mantissas, one power of two an example in frame
// activation      the same shape; each example scaled exactly so that its largest |mantissa|
//                 lies in [1, 2); rows from units to a multiple of 4 are zeroed
// statistics      one entry an example
// One thread an example: dispatch (examples / 64), rounded up.
import package::scaled::Scaled;
import package::scaled::magnitude_of;
import package::scaled::in_frame;
import package::scaled::ZERO_EXPONENT;
import package::nonlinearity::activation_of;
import package::columnStatistics::ColumnStatistics;
import package::columnStatistics::column_sums;
import package::columnStatistics::add_value;
import package::columnStatistics::column_statistics;

struct Params {
  units: u32,
  examples: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> preactivation: array<f32>;
@group(0) @binding(2) var<storage, read> frame: array<i32>;
@group(0) @binding(3) var<storage, read_write> activation: array<f32>;
@group(0) @binding(4) var<storage, read_write> activation_frame: array<i32>;
@group(0) @binding(5) var<storage, read_write> statistics: array<ColumnStatistics>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let example = id.x;
  if (example >= params.examples) {
    return;
  }
  let own_frame = frame[example];
  var largest = ZERO_EXPONENT;
  for (var unit = 0u; unit < params.units; unit += 1u) {
    let z = Scaled(preactivation[unit * params.examples + example], own_frame);
    largest = max(largest, magnitude_of(activation_of(z)));
  }
  let first = in_frame(activation_of(Scaled(preactivation[example], own_frame)), largest);
  var sums = column_sums(first);
  for (var unit = 0u; unit < params.units; unit += 1u) {
    let z = Scaled(preactivation[unit * params.examples + example], own_frame);
    let value = in_frame(activation_of(z), largest);
    activation[unit * params.examples + example] = value;
    add_value(&sums, value);
  }
  for (var unit = params.units; unit < (params.units + 3u) / 4u * 4u; unit += 1u) {
    activation[unit * params.examples + example] = 0.0;
  }
  activation_frame[example] = largest;
  statistics[example] = column_statistics(sums, largest);
}
