// Statistics of one layer over four examples, an entry together. Sums run about each example's first
// value (Chan, Golub and LeVeque 1983, shifted data), in blocks, so that rounding grows with the square
// root of the width; the examples are then joined in the frame of the largest (eq. 2.1).
import package::scaled::ZERO_EXPONENT;
import package::columnStatistics::ColumnStatistics;
import package::exampleValues::Four;
import package::exampleValues::magnitudes_of;
import package::exampleValues::shifted;

struct Tally {
  start: vec4f,
  sum: vec4f,
  squares: vec4f,
  /// What the sums, and the values, are in; and each example's largest exponent.
  frame: vec4i,
  largest: vec4i,
  block_sum: vec4f,
  block_squares: vec4f,
}

const BLOCK: u32 = 32u;
/// The picture of a unit that is zero in every example.
const SILENT: f32 = -3e38;

fn add_values(tally: ptr<function, Tally>, unit: u32, values: vec4f) {
  if (unit == 0u) {
    (*tally).start = values;
  }
  let deviation = values - (*tally).start;
  (*tally).block_sum += deviation;
  (*tally).block_squares = fma(deviation, deviation, (*tally).block_squares);
  if (unit % BLOCK == BLOCK - 1u) {
    (*tally).sum += (*tally).block_sum;
    (*tally).squares += (*tally).block_squares;
    (*tally).block_sum = vec4f();
    (*tally).block_squares = vec4f();
  }
}

/// The same sums in the frames of the largest values.
fn reframed(tally: Tally) -> Tally {
  var result = tally;
  let shift = select(tally.frame - tally.largest, vec4i(-252), tally.largest == vec4i(ZERO_EXPONENT));
  result.start = shifted(tally.start, shift);
  result.sum = shifted(tally.sum, shift);
  result.squares = shifted(shifted(tally.squares, shift), shift);
  result.frame = tally.largest;
  return result;
}

/// 1 for each of the first `valid` of four examples.
fn valid_of(valid: u32) -> vec4f {
  return select(vec4f(), vec4f(1.0), vec4u(0u, 1u, 2u, 3u) < vec4u(valid));
}

/// The largest exponent of the first `valid` examples.
fn largest_of(frame: vec4i, valid: u32) -> i32 {
  let own = select(vec4i(ZERO_EXPONENT), frame, valid_of(valid) > vec4f());
  return max(max(own.x, own.y), max(own.z, own.w));
}

/// The entry of four examples of `units` values, of which the first `valid`, at least one, count.
fn tally_entry(own: Tally, units: u32, valid: u32) -> ColumnStatistics {
  let tally = reframed(own);
  let mask = valid_of(valid);
  let shared_frame = largest_of(tally.largest, valid);
  let sum = tally.sum + tally.block_sum;
  let offset = sum / f32(units);
  let own_squares = max(fma(-sum, offset, tally.squares + tally.block_squares), vec4f());
  // Padding may lie in a higher frame; it must stay finite to be masked.
  let shift = min(tally.largest - shared_frame, vec4i());
  let means = shifted(tally.start + offset, shift);
  let mean = dot(means, mask) / f32(valid);
  let between = (means - mean) * mask;
  let within = dot(shifted(shifted(own_squares, shift), shift), mask);
  return ColumnStatistics(mean, fma(f32(units), dot(between, between), within), shared_frame, valid);
}

/// log2 of a unit's root mean square over the first `valid` of four examples, in the frame of its own largest
/// value, since it may lie far below the layer's.
fn picture_value(values: vec4f, frame: vec4i, valid: u32) -> f32 {
  let own_frame = largest_of(magnitudes_of(Four(values, frame)), valid);
  if (own_frame == ZERO_EXPONENT) {
    return SILENT;
  }
  let own = select(vec4f(), shifted(values, frame - own_frame), valid_of(valid) > vec4f());
  return fma(0.5, log2(dot(own, own) / f32(valid)), f32(own_frame));
}
