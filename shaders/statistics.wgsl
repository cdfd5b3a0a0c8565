// The second level of the statistics: mean and population variance of each layer, over the means and
// squared deviations of one or more of its examples each (Chan, Golub and LeVeque 1983, eq. 2.1).
//
// columns    entries of the first level
// spans      entry first + l: which of them are layer l's, and how many values that makes
// layers     entry first + l: layer l's mean · 2^exponent and variance · 2^(2 exponent)
// packed     the same in ten bytes a layer, for reading back: two words each, then half a word each,
//            all zero before; src/gpu/packedStatistics.ts reads them
// One workgroup a layer: dispatch (layers).
import package::scaled::scale_by_power_of_two;
import package::scaled::ZERO_EXPONENT;
import package::columnStatistics::ColumnStatistics;
import package::layerStatistics::LayerStatistics;

struct Params {
  first: u32,
  rows: u32,
}

struct Span {
  start: u32,
  entries: u32,
  examples: u32,
  units: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> columns: array<ColumnStatistics>;
@group(0) @binding(2) var<storage, read> spans: array<Span>;
@group(0) @binding(3) var<storage, read_write> layers: array<LayerStatistics>;
@group(0) @binding(4) var<storage, read_write> packed: array<atomic<u32>>;

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

/// Exponents take 19 bits; the last of them says that there is no such number, the first that all is zero.
const NO_NUMBER: i32 = 262143;
const ALL_ZERO: i32 = -262144;

fn is_finite(x: f32) -> bool {
  return (bitcast<u32>(x) & 0x7f800000u) != 0x7f800000u;
}

/// In the frame of the largest value |mean| < 2 and variance < 4, which leaves three bits for the exponent.
fn pack(row: u32, own_mean: f32, variance: f32, exponent: i32) {
  let mean = clamp(own_mean, -1.9999999, 1.9999999);
  var code = exponent;
  if (exponent <= ZERO_EXPONENT) {
    code = ALL_ZERO;
  } else if (exponent <= ALL_ZERO || exponent >= NO_NUMBER || !is_finite(own_mean) || !is_finite(variance)) {
    code = NO_NUMBER;
  }
  let bits = bitcast<u32>(code);
  atomicStore(&packed[2u * row], (bitcast<u32>(mean) & 0xbfffffffu) | (((bits >> 18u) & 1u) << 30u));
  atomicStore(&packed[2u * row + 1u], (bitcast<u32>(0.25 * variance) & 0x3fffffffu) | (((bits >> 16u) & 3u) << 30u));
  atomicOr(&packed[2u * params.rows + row / 2u], (bits & 0xffffu) << (16u * (row % 2u)));
}

@compute @workgroup_size(THREADS)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let span = spans[params.first + group.x];
  let end = span.start + span.entries;
  var own_exponent = ZERO_EXPONENT;
  for (var entry = span.start + thread; entry < end; entry += THREADS) {
    own_exponent = max(own_exponent, columns[entry].exponent);
  }
  let exponent = largest_of_all(thread, own_exponent);

  var own_sum = 0.0;
  for (var entry = span.start + thread; entry < end; entry += THREADS) {
    let column = columns[entry];
    own_sum = fma(f32(column.examples), scale_by_power_of_two(column.mean, column.exponent - exponent), own_sum);
  }
  let mean = sum_of_all(thread, own_sum) / f32(span.examples);

  let units = f32(span.units);
  var own_squares = 0.0;
  for (var entry = span.start + thread; entry < end; entry += THREADS) {
    let column = columns[entry];
    let shift = column.exponent - exponent;
    let deviation = scale_by_power_of_two(column.mean, shift) - mean;
    let within = scale_by_power_of_two(scale_by_power_of_two(column.squares, shift), shift);
    own_squares += fma(units * f32(column.examples) * deviation, deviation, within);
  }
  let variance = sum_of_all(thread, own_squares) / (units * f32(span.examples));
  if (thread == 0u) {
    layers[params.first + group.x] = LayerStatistics(mean, variance, exponent, 0u);
    pack(params.first + group.x, mean, variance, exponent);
  }
}
