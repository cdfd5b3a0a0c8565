// The second level of the statistics: mean and population variance of each layer, over its
// examples' own means and squared deviations (Chan, Golub and LeVeque 1983, eq. 2.1).
//
// columns    (layers, stride) entries, of which the first `examples` of each layer count
// units      values behind each column; entry first + l is layer l's
// layers     entry first + l: layer l's mean · 2^exponent and variance · 2^(2 exponent)
// One workgroup a layer: dispatch (layers).
import package::scaled::scale_by_power_of_two;
import package::scaled::ZERO_EXPONENT;
import package::columnStatistics::ColumnStatistics;
import package::layerStatistics::LayerStatistics;

struct Params {
  examples: u32,
  stride: u32,
  first: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> columns: array<ColumnStatistics>;
@group(0) @binding(2) var<storage, read> units: array<u32>;
@group(0) @binding(3) var<storage, read_write> layers: array<LayerStatistics>;

const THREADS: u32 = 64u;
var<workgroup> exponents: array<i32, THREADS>;
var<workgroup> partial: array<f32, THREADS>;

fn largest_of_all(thread: u32, own: i32) -> i32 {
  exponents[thread] = own;
  for (var half = THREADS / 2u; half > 0u; half /= 2u) {
    workgroupBarrier();
    if (thread < half) {
      exponents[thread] = max(exponents[thread], exponents[thread + half]);
    }
  }
  return workgroupUniformLoad(&exponents[0]);
}

fn sum_of_all(thread: u32, own: f32) -> f32 {
  partial[thread] = own;
  for (var half = THREADS / 2u; half > 0u; half /= 2u) {
    workgroupBarrier();
    if (thread < half) {
      partial[thread] += partial[thread + half];
    }
  }
  return workgroupUniformLoad(&partial[0]);
}

@compute @workgroup_size(THREADS)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let start = group.x * params.stride;
  var own_exponent = ZERO_EXPONENT;
  for (var example = thread; example < params.examples; example += THREADS) {
    own_exponent = max(own_exponent, columns[start + example].exponent);
  }
  let exponent = largest_of_all(thread, own_exponent);

  var own_sum = 0.0;
  for (var example = thread; example < params.examples; example += THREADS) {
    let column = columns[start + example];
    own_sum += scale_by_power_of_two(column.mean, column.exponent - exponent);
  }
  let mean = sum_of_all(thread, own_sum) / f32(params.examples);

  let rows = f32(units[params.first + group.x]);
  var own_squares = 0.0;
  for (var example = thread; example < params.examples; example += THREADS) {
    let column = columns[start + example];
    let shift = column.exponent - exponent;
    let deviation = scale_by_power_of_two(column.mean, shift) - mean;
    let within = scale_by_power_of_two(scale_by_power_of_two(column.squares, shift), shift);
    own_squares += fma(rows * deviation, deviation, within);
  }
  let variance = sum_of_all(thread, own_squares) / (rows * f32(params.examples));
  if (thread == 0u) {
    layers[params.first + group.x] = LayerStatistics(mean, variance, exponent, 0u);
  }
}
