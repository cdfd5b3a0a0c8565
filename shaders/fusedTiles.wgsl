// A whole network in one dispatch, for machines on which workgroup memory is fast: each workgroup carries
// eight examples through all layers, forward and, for the gradient's examples, back; a thread makes one
// unit of a layer.
//
// Bindings and their layouts are those of fusedColumns.wgsl; of the scratch only z of the gradient's tiles
// is used. THREADS is at least the units of the widest layer. Steps as there; one workgroup a tile.
import package::scaled::ZERO_EXPONENT;
import package::columnStatistics::ColumnStatistics;
import package::fusedLayer::Layer;
import package::fusedLayer::NO_BIAS;
import package::fusedLayer::blocks_of;
import package::fusedParams::Params;
import package::fusedParams::slot_size;
import package::fusedParams::valid_in;
import package::fusedParams::entries_at;
import package::fusedParams::picture_row;
import package::exampleValues::INPUT;
import package::exampleValues::ACTIVATION;
import package::exampleValues::GRADIENT;
import package::exampleValues::LOSS;
import package::exampleValues::Four;
import package::exampleValues::shifted;
import package::exampleValues::magnitudes_of;
import package::exampleValues::in_frames;
import package::exampleValues::values_of;
import package::exampleValues::side_slopes;
import package::activationFunctions::is_piecewise_linear;
import package::exampleTally::Tally;
import package::exampleTally::tally_entry;
import package::exampleTally::picture_value;

override THREADS: u32;
/// Whether the network has biases.
override HAS_BIAS: bool;

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> layers: array<Layer>;
@group(0) @binding(2) var<storage, read> weights: array<vec4f>;
@group(0) @binding(3) var<storage, read> examples: array<vec4f>;
@group(0) @binding(4) var<storage, read_write> scratch: array<vec4f>;
@group(0) @binding(5) var<storage, read_write> statistics: array<ColumnStatistics>;
@group(0) @binding(6) var<storage, read_write> histogram: array<vec4i>;
@group(0) @binding(7) var<storage, read_write> picture: array<f32>;

/// Units that a layer may have.
const MOST_UNITS: u32 = 256u;
/// Threads that share the sums of one half's statistics.
const PARTS: u32 = 16u;

/// The layer in hand: two vec4s of four examples a unit.
var<workgroup> values: array<vec4f, 2u * MOST_UNITS>;
/// The exponents of the largest values of eight examples, of this layer and of the next.
var<workgroup> peaks: array<atomic<i32>, 16>;
var<workgroup> sums: array<vec4f, 2u * PARTS>;
var<workgroup> squares: array<vec4f, 2u * PARTS>;

/// One unit of eight examples.
struct Unit {
  a: vec4f,
  b: vec4f,
}

struct Frames {
  a: vec4i,
  b: vec4i,
}

/// What a step does with a layer.
struct Work {
  kind: u32,
  row: u32,
  units: u32,
}

/// z of one layer of weights of one of the batch's gradient tiles.
fn kept_slot(gradient_local: u32, layer: u32) -> u32 {
  return (2u * params.batch_tiles + gradient_local * params.layers + layer) * slot_size(params.slot_units);
}

/// Unscaled sums of one row of weights with the layer in hand.
fn product(weight: u32, steps: u32, unit: u32) -> Unit {
  var a = vec4f();
  var b = vec4f();
  var at = weight + 4u * steps * (unit / 4u) + unit % 4u;
  for (var step = 0u; step < steps; step += 1u) {
    let w = weights[at];
    at += 4u;
    let h = 8u * step;
    a = fma(vec4f(w.x), values[h], a);
    b = fma(vec4f(w.x), values[h + 1u], b);
    a = fma(vec4f(w.y), values[h + 2u], a);
    b = fma(vec4f(w.y), values[h + 3u], b);
    a = fma(vec4f(w.z), values[h + 4u], a);
    b = fma(vec4f(w.z), values[h + 5u], b);
    a = fma(vec4f(w.w), values[h + 6u], a);
    b = fma(vec4f(w.w), values[h + 7u], b);
  }
  return Unit(a, b);
}

fn scaled_sum(layer: Layer, sum: vec4f) -> vec4f {
  return fma(sum, vec4f(layer.scale_low), sum * layer.scale_high);
}

/// The values of four examples, each with an exponent of its own.
fn own_values(kind: u32, x: Four, z: Four) -> Four {
  if (is_piecewise_linear() && kind == ACTIVATION) {
    return Four(x.mantissa * side_slopes(x.mantissa), x.frame);
  }
  if (is_piecewise_linear() && kind == GRADIENT) {
    return Four(x.mantissa * side_slopes(z.mantissa), x.frame);
  }
  return values_of(kind, x, z);
}

fn note_peaks(start: u32, exponents: vec4i) {
  atomicMax(&peaks[start], exponents.x);
  atomicMax(&peaks[start + 1u], exponents.y);
  atomicMax(&peaks[start + 2u], exponents.z);
  atomicMax(&peaks[start + 3u], exponents.w);
}

fn peaks_at(start: u32) -> vec4i {
  return vec4i(
    atomicLoad(&peaks[start]),
    atomicLoad(&peaks[start + 1u]),
    atomicLoad(&peaks[start + 2u]),
    atomicLoad(&peaks[start + 3u]),
  );
}

/// Sums of the layer in hand about its first unit, of one half of the examples and every 16th unit.
fn add_part(thread: u32, units: u32) {
  if (thread >= 2u * PARTS) {
    return;
  }
  let half = thread % 2u;
  let start = values[half];
  var sum = vec4f();
  var square = vec4f();
  for (var unit = thread / 2u; unit < units; unit += PARTS) {
    let deviation = values[2u * unit + half] - start;
    sum += deviation;
    square = fma(deviation, deviation, square);
  }
  sums[thread] = sum;
  squares[thread] = square;
}

/// Joins the parts of one half of the examples, and writes its entry.
fn write_entry(half: u32, work: Work, frame: vec4i, index: u32, valid: u32, is_gradient: bool) {
  var tally = Tally();
  tally.start = values[half];
  tally.frame = frame;
  tally.largest = frame;
  for (var part = half; part < 2u * PARTS; part += 2u) {
    tally.sum += sums[part];
    tally.squares += squares[part];
  }
  statistics[entries_at(params, work.row, index, is_gradient) + half] = tally_entry(tally, work.units, valid);
}

/// What is kept of a unit besides its values: the picture's and the histogram's.
fn keep_unit(work: Work, unit: u32, own: Unit, frames: Frames, index: u32, valid: u32, is_gradient: bool) {
  if (index == 0u && work.kind == select(ACTIVATION, GRADIENT, is_gradient)) {
    let row = picture_row(params, work.row, is_gradient);
    picture[row * params.slot_units + unit] = picture_value(own.a, frames.a, min(valid, 4u));
  }
  if (work.row == params.histogram_layer && !is_gradient) {
    let stride = 2u * params.forward_tiles;
    histogram[unit * stride + 2u * index] = bitcast<vec4i>(own.a);
    histogram[unit * stride + 2u * index + 1u] = bitcast<vec4i>(own.b);
    if (unit == 0u) {
      histogram[work.units * stride + 2u * index] = frames.a;
      histogram[work.units * stride + 2u * index + 1u] = frames.b;
    }
  }
}

@compute @workgroup_size(THREADS)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let number = params.first_tile + group.x;
  let is_gradient = number >= params.forward_tiles;
  let index = number - select(0u, params.forward_tiles, is_gradient);
  let gradient_local = number - max(params.first_tile, params.forward_tiles);
  let valid = valid_in(index, select(params.forward_examples, params.gradient_examples, is_gradient));
  let steps = select(params.layers - 1u, 2u * params.layers - 1u, is_gradient);
  var frames = Frames();
  if (thread < 16u) {
    atomicStore(&peaks[thread], ZERO_EXPONENT);
  }
  workgroupBarrier();
  for (var step = 0u; step <= steps; step += 1u) {
    let back = step > params.layers;
    let layer_index = select(max(step, 1u) - 1u, 2u * params.layers - step, back);
    let layer = layers[layer_index];
    let last = layer_index == params.layers - 1u;
    let unit = thread;
    var work = Work(INPUT, 0u, params.input_units);
    var own = Unit();
    var other = Unit();
    var other_frames = Frames();
    if (step == 0u) {
      let source = number * slot_size(params.input_units);
      if (unit < work.units) {
        own = Unit(examples[source + 2u * unit], examples[source + 2u * unit + 1u]);
      }
    } else {
      work = Work(
        select(select(ACTIVATION, LOSS, last), GRADIENT, back),
        select(select(layer_index + 1u, layer_index, last), layer_index - 1u, back),
        select(layer.fan_out, layer.fan_in, back),
      );
      frames = Frames(frames.a + layer.scale_exponent, frames.b + layer.scale_exponent);
      let inner = select(layer.fan_in, layer.fan_out, back);
      if (unit < work.units) {
        let sum = product(select(layer.weight, layer.transposed, back), blocks_of(inner), unit);
        own = Unit(scaled_sum(layer, sum.a), scaled_sum(layer, sum.b));
      }
      if (HAS_BIAS && !back && layer.bias != NO_BIAS) {
        let biased = vec4i(layer.bias_exponent);
        let joint = Frames(max(frames.a, biased), max(frames.b, biased));
        if (unit < work.units) {
          let bias = vec4f(weights[layer.bias + unit / 4u][unit % 4u]);
          own.a = shifted(own.a, frames.a - joint.a) + shifted(bias, biased - joint.a);
          own.b = shifted(own.b, frames.b - joint.b) + shifted(bias, biased - joint.b);
        }
        frames = joint;
      }
      if (is_gradient && unit < work.units) {
        let kept = kept_slot(gradient_local, select(layer_index, layer_index - 1u, back));
        let ends = kept + slot_size(params.slot_units) - 2u;
        if (back) {
          other = Unit(scratch[kept + 2u * unit], scratch[kept + 2u * unit + 1u]);
          other_frames = Frames(vec4i(scratch[ends]), vec4i(scratch[ends + 1u]));
        } else if (last) {
          let expected = params.target_start + index * slot_size(params.output_units) + 2u * unit;
          other = Unit(examples[expected], examples[expected + 1u]);
        } else {
          scratch[kept + 2u * unit] = own.a;
          scratch[kept + 2u * unit + 1u] = own.b;
          if (unit == 0u) {
            scratch[ends] = vec4f(frames.a);
            scratch[ends + 1u] = vec4f(frames.b);
          }
        }
      }
    }
    let a = own_values(work.kind, Four(own.a, frames.a), Four(other.a, other_frames.a));
    let b = own_values(work.kind, Four(own.b, frames.b), Four(other.b, other_frames.b));
    let turn = 8u * (step % 2u);
    if (unit < work.units) {
      note_peaks(turn, magnitudes_of(a));
      note_peaks(turn + 4u, magnitudes_of(b));
    }
    workgroupBarrier();
    frames = Frames(peaks_at(turn), peaks_at(turn + 4u));
    if (unit < work.units) {
      own = Unit(in_frames(a, frames.a), in_frames(b, frames.b));
      keep_unit(work, unit, own, frames, index, valid, is_gradient);
    } else {
      own = Unit();
    }
    // Weights beyond the last unit are zero; what they multiply must be finite.
    if (unit < 4u * blocks_of(work.units)) {
      values[2u * unit] = own.a;
      values[2u * unit + 1u] = own.b;
    }
    if (thread < 8u) {
      atomicStore(&peaks[8u - turn + thread], ZERO_EXPONENT);
    }
    storageBarrier();
    workgroupBarrier();
    add_part(thread, work.units);
    workgroupBarrier();
    if (thread < 2u && valid > 4u * thread && is_gradient == (work.kind >= GRADIENT)) {
      let frame = select(frames.a, frames.b, thread == 1u);
      write_entry(thread, work, frame, index, min(4u, valid - 4u * thread), is_gradient);
    }
  }
}
