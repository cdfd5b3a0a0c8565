// A whole network in few dispatches, for machines on which barriers cost more than memory: each thread
// carries eight examples through all layers, forward and, for the gradient's examples, back.
//
// layers       one entry a layer of weights
// weights      vec4s of W and Wᵀ, packed as fusedLayer.wgsl says, and of biases
// examples     slots of eight examples, inputs of both passes, then of targets
// scratch      slots of h, and of z of one layer (forward tiles) or of all (gradient tiles), which
//              ∂loss/∂z replaces
// statistics   entries of four examples: layers 0 to layers - 1 of the forward tiles, then ∂loss/∂z of
//              each layer of the gradient tiles
// histogram    the bits of the chosen layer's activations, (units, examples), then their powers of two
// picture      log2 of root mean squares of the first four examples of each pass, (layers - 1, slot_units) each
// A slot holds two vec4s a unit, each of four examples, then their two powers of two, as numbers.
// Step 0 brings the inputs, 1 to layers go forward, the rest to 2 layers - 1 back. One thread a tile, four a workgroup:
// dispatch (tiles / 4), forward tiles padded to a multiple of four so that a workgroup has one kind.
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
import package::exampleTally::BLOCK;
import package::exampleTally::Tally;
import package::exampleTally::add_values;
import package::exampleTally::tally_entry;
import package::exampleTally::picture_value;

@if(subgroups) enable subgroups;

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> layers: array<Layer>;
@group(0) @binding(2) var<storage, read> weights: array<vec4f>;
@group(0) @binding(3) var<storage, read> examples: array<vec4f>;
@group(0) @binding(4) var<storage, read_write> scratch: array<vec4f>;
@group(0) @binding(5) var<storage, read_write> statistics: array<ColumnStatistics>;
@group(0) @binding(6) var<storage, read_write> histogram: array<vec4i>;
@group(0) @binding(7) var<storage, read_write> picture: array<f32>;

/// The eight examples of a thread.
struct Tile {
  /// Its number in the batch, in its pass, and among the batch's gradient tiles.
  local: u32,
  index: u32,
  gradient_local: u32,
  /// Examples that count, the rest is padding.
  valid: u32,
  is_gradient: bool,
}

fn activation_slot(tile: Tile) -> u32 {
  return 2u * tile.local * slot_size(params.slot_units);
}

/// z of one layer of weights; in a gradient tile, ∂loss/∂z once that is known.
fn preactivation_slot(tile: Tile, layer: u32) -> u32 {
  let kept = 2u * params.batch_tiles + tile.gradient_local * params.layers + layer;
  return select(2u * tile.local + 1u, kept, tile.is_gradient) * slot_size(params.slot_units);
}

/// Where a scratch slot's powers of two are.
fn frames_at(slot: u32) -> u32 {
  return slot + slot_size(params.slot_units) - 2u;
}

/// Four rows of four weights each, the same for all threads.
@if(subgroups)
fn four_rows(at: u32, lane: u32) -> mat4x4f {
  let row = weights[at + lane];
  return mat4x4f(quadBroadcast(row, 0u), quadBroadcast(row, 1u), quadBroadcast(row, 2u), quadBroadcast(row, 3u));
}

@if(!subgroups)
fn four_rows(at: u32, lane: u32) -> mat4x4f {
  return mat4x4f(weights[at], weights[at + 1u], weights[at + 2u], weights[at + 3u]);
}

/// Four units by four examples.
fn four_units(at: u32) -> mat4x4f {
  return mat4x4f(scratch[at], scratch[at + 2u], scratch[at + 4u], scratch[at + 6u]);
}

fn store_four_units(at: u32, values: mat4x4f) {
  scratch[at] = values[0];
  scratch[at + 2u] = values[1];
  scratch[at + 4u] = values[2];
  scratch[at + 6u] = values[3];
}

/// Unscaled sums of sixteen units at a time, in registers: 16 rows of weights by 8 examples. `blocks` and
/// `steps` are rows and columns of the weights in fours.
fn multiply(weight: u32, blocks: u32, steps: u32, source: u32, destination: u32, lane: u32) {
  for (var block = 0u; block < blocks; block += 4u) {
    let at0 = weight + 4u * steps * block;
    let at1 = weight + 4u * steps * min(block + 1u, blocks - 1u);
    let at2 = weight + 4u * steps * min(block + 2u, blocks - 1u);
    let at3 = weight + 4u * steps * min(block + 3u, blocks - 1u);
    var a0 = mat4x4f();
    var a1 = mat4x4f();
    var a2 = mat4x4f();
    var a3 = mat4x4f();
    var b0 = mat4x4f();
    var b1 = mat4x4f();
    var b2 = mat4x4f();
    var b3 = mat4x4f();
    for (var step = 0u; step < steps; step += 1u) {
      let a = four_units(source + 8u * step);
      let b = four_units(source + 8u * step + 1u);
      let w0 = four_rows(at0 + 4u * step, lane);
      a0 += a * w0;
      b0 += b * w0;
      let w1 = four_rows(at1 + 4u * step, lane);
      a1 += a * w1;
      b1 += b * w1;
      let w2 = four_rows(at2 + 4u * step, lane);
      a2 += a * w2;
      b2 += b * w2;
      let w3 = four_rows(at3 + 4u * step, lane);
      a3 += a * w3;
      b3 += b * w3;
    }
    let to = destination + 8u * block;
    if (block + 3u < blocks) {
      store_four_units(to + 24u, a3);
      store_four_units(to + 25u, b3);
    }
    if (block + 2u < blocks) {
      store_four_units(to + 16u, a2);
      store_four_units(to + 17u, b2);
    }
    if (block + 1u < blocks) {
      store_four_units(to + 8u, a1);
      store_four_units(to + 9u, b1);
    }
    store_four_units(to, a0);
    store_four_units(to + 1u, b0);
  }
}

/// How sums become a layer's values: value = kind(sums · scale + bias, z), in place or elsewhere.
struct Finish {
  kind: u32,
  /// Which row of its pass's statistics the layer is, and its units.
  row: u32,
  units: u32,
  sums: u32,
  frame: vec4i,
  scale_high: f32,
  scale_low: f32,
  bias: u32,
  bias_exponent: i32,
  /// The other operand, and where the values go.
  z: u32,
  z_frame: vec4i,
  destination: u32,
}

/// Whether the network has biases.
override HAS_BIAS: bool;

/// The frame of sums and bias together.
fn sums_frame(work: Finish) -> vec4i {
  if (HAS_BIAS && work.bias != NO_BIAS) {
    return max(work.frame, vec4i(work.bias_exponent));
  }
  return work.frame;
}

/// One unit's sums of four examples, scaled and with their bias, in the frame `to`.
fn scaled_sums(work: Finish, unit: u32, to: vec4i) -> vec4f {
  let sum = scratch[work.sums + 2u * unit];
  let product = fma(sum, vec4f(work.scale_low), sum * work.scale_high);
  if (!HAS_BIAS || work.bias == NO_BIAS) {
    return product;
  }
  let bias = vec4f(weights[work.bias + unit / 4u][unit % 4u]);
  return shifted(product, work.frame - to) + shifted(bias, work.bias_exponent - to);
}

/// One pass over the units of four examples, where φ is linear on either side of zero: powers of two pass
/// through such a φ, so that the frame may stay as it is while the largest mantissa is near 1. z is what
/// the sums become, or else another slot; no branch tells the two apart, for those cost as much as the rest.
fn finish_linear(work: Finish) -> Tally {
  let frame = sums_frame(work);
  let z = select(work.sums, work.z, work.kind == GRADIENT);
  var tally = Tally();
  let first_sums = scaled_sums(work, 0u, frame);
  tally.start = first_sums * side_slopes(select(first_sums, scratch[z], work.kind == GRADIENT));
  var peak = vec4f();
  for (var first = 0u; first < work.units; first += BLOCK) {
    var sum = vec4f();
    var squares = vec4f();
    for (var unit = first; unit < min(first + BLOCK, work.units); unit += 1u) {
      let sums = scaled_sums(work, unit, frame);
      scratch[work.sums + 2u * unit] = sums;
      let own = sums * side_slopes(scratch[z + 2u * unit]);
      scratch[work.destination + 2u * unit] = own;
      peak = max(peak, abs(own));
      let deviation = own - tally.start;
      sum += deviation;
      squares = fma(deviation, deviation, squares);
    }
    tally.sum += sum;
    tally.squares += squares;
  }
  tally.frame = frame;
  tally.largest = magnitudes_of(Four(peak, frame));
  let distance = abs(tally.largest - frame);
  if (max(max(distance.x, distance.y), max(distance.z, distance.w)) > NEAR) {
    // Squares may have left float32 in the frame that is given up: all sums are made again.
    var fresh = Tally();
    fresh.frame = tally.largest;
    fresh.largest = tally.largest;
    for (var unit = 0u; unit < work.units; unit += 1u) {
      let at = work.destination + 2u * unit;
      let own = in_frames(Four(scratch[at], frame), tally.largest);
      scratch[at] = own;
      add_values(&fresh, unit, own);
    }
    return fresh;
  }
  return tally;
}

/// Powers of two between the largest value and its frame that leave float32 room for a layer more.
const NEAR: i32 = 20;

/// Two passes over the units of four examples: the first puts z in the place of its sums and finds each
/// example's exponent, the second writes the values in it.
fn finish_general(work: Finish) -> Tally {
  let frame = sums_frame(work);
  var largest = vec4i(ZERO_EXPONENT);
  var tally = Tally();
  for (var pass_index = 0u; pass_index < 2u; pass_index += 1u) {
    for (var unit = 0u; unit < work.units; unit += 1u) {
      let at = work.sums + 2u * unit;
      if (pass_index == 0u) {
        scratch[at] = scaled_sums(work, unit, frame);
      }
      var other = vec4f();
      if (work.kind == GRADIENT) {
        other = scratch[work.z + 2u * unit];
      } else if (work.kind == LOSS) {
        other = examples[work.z + 2u * unit];
      }
      let values = values_of(work.kind, Four(scratch[at], frame), Four(other, work.z_frame));
      if (pass_index == 0u) {
        largest = max(largest, magnitudes_of(values));
      } else {
        let own = in_frames(values, largest);
        scratch[work.destination + 2u * unit] = own;
        add_values(&tally, unit, own);
      }
    }
  }
  tally.frame = largest;
  tally.largest = largest;
  return tally;
}

/// What is kept of a layer of four examples besides its values: the picture's and the histogram's.
fn keep_layer(tile: Tile, half: u32, valid: u32, work: Finish, frame: vec4i) {
  let drawn = select(ACTIVATION, GRADIENT, tile.is_gradient);
  if (tile.index == 0u && half == 0u && work.kind == drawn) {
    let row = picture_row(params, work.row, tile.is_gradient);
    for (var unit = 0u; unit < work.units; unit += 1u) {
      let values = scratch[work.destination + 2u * unit];
      picture[row * params.slot_units + unit] = picture_value(values, frame, valid);
    }
  }
  if (work.row == params.histogram_layer && !tile.is_gradient) {
    let stride = 2u * params.forward_tiles;
    let at = 2u * tile.index + half;
    for (var unit = 0u; unit < work.units; unit += 1u) {
      histogram[unit * stride + at] = bitcast<vec4i>(scratch[work.destination + 2u * unit]);
    }
    histogram[work.units * stride + at] = frame;
  }
}

/// A layer's values and statistics from its sums, of four examples.
fn finish(tile: Tile, half: u32, work: Finish) {
  var tally: Tally;
  if (is_piecewise_linear() && (work.kind == ACTIVATION || work.kind == GRADIENT)) {
    tally = finish_linear(work);
  } else {
    tally = finish_general(work);
  }
  // Weights beyond the last unit are zero; what they multiply must be finite.
  for (var unit = work.units; unit < 4u * blocks_of(work.units); unit += 1u) {
    scratch[work.destination + 2u * unit] = vec4f();
  }
  scratch[frames_at(work.sums - half) + half] = vec4f(sums_frame(work));
  scratch[frames_at(work.destination - half) + half] = vec4f(tally.frame);
  let valid = min(4u, max(tile.valid, 4u * half) - 4u * half);
  if (valid > 0u && tile.is_gradient == (work.kind >= GRADIENT)) {
    statistics[entries_at(params, work.row, tile.index, tile.is_gradient) + half] = tally_entry(tally, work.units, valid);
    keep_layer(tile, half, valid, work, tally.frame);
  }
}

/// h_0: four inputs, each to be given a frame of its own.
fn inputs_of(tile: Tile, half: u32) -> Finish {
  let number = tile.index + select(0u, params.forward_tiles, tile.is_gradient);
  let source = number * slot_size(params.input_units) + half;
  let slot = activation_slot(tile) + half;
  for (var unit = 0u; unit < params.input_units; unit += 1u) {
    scratch[slot + 2u * unit] = examples[source + 2u * unit];
  }
  return Finish(INPUT, 0u, params.input_units, slot, vec4i(), 1.0, 0.0, NO_BIAS, 0, slot, vec4i(), slot);
}

/// The sums that multiply has left, of four examples.
fn sums_of(tile: Tile, half: u32, index: u32, back: bool) -> Finish {
  let layer = layers[index];
  let last = index == params.layers - 1u;
  let h = activation_slot(tile);
  let z = preactivation_slot(tile, index);
  let before = preactivation_slot(tile, max(index, 1u) - 1u);
  let expected = params.target_start + tile.index * slot_size(params.output_units);
  let source = vec4i(scratch[frames_at(select(h, z, back)) + half]);
  return Finish(
    select(select(ACTIVATION, LOSS, last), GRADIENT, back),
    select(select(index + 1u, index, last), index - 1u, back),
    select(layer.fan_out, layer.fan_in, back),
    select(z, h, back) + half,
    source + layer.scale_exponent,
    layer.scale_high,
    layer.scale_low,
    select(layer.bias, NO_BIAS, back),
    layer.bias_exponent,
    select(expected, before, back) + half,
    select(vec4i(), vec4i(scratch[frames_at(before) + half]), back),
    select(select(h, z, last), before, back) + half,
  );
}

@compute @workgroup_size(4)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(local_invocation_index) thread: u32,
  @if(subgroups) @builtin(subgroup_invocation_id) invocation: u32,
) {
  var lane = 0u;
  @if(subgroups) {
    lane = invocation & 3u;
  }
  let first = params.first_tile + 4u * group.x;
  let is_gradient = first >= params.forward_tiles;
  let index = first + thread - select(0u, params.forward_tiles, is_gradient);
  let tile = Tile(
    4u * group.x + thread,
    index,
    first + thread - max(params.first_tile, params.forward_tiles),
    valid_in(index, select(params.forward_examples, params.gradient_examples, is_gradient)),
    is_gradient,
  );
  let steps = select(params.layers - 1u, 2u * params.layers - 1u, is_gradient);
  for (var step = params.first_step; step < min(params.end_step, steps + 1u); step += 1u) {
    // Step 0 has no weights: it brings the inputs.
    let back = step > params.layers;
    let index_of_layer = select(step - 1u, 2u * params.layers - step, back);
    if (step > 0u) {
      let layer = layers[index_of_layer];
      let h = activation_slot(tile);
      let z = preactivation_slot(tile, index_of_layer);
      multiply(
        select(layer.weight, layer.transposed, back),
        blocks_of(select(layer.fan_out, layer.fan_in, back)),
        blocks_of(select(layer.fan_in, layer.fan_out, back)),
        select(h, z, back),
        select(z, h, back),
        lane,
      );
    }
    for (var half = 0u; half < 2u; half += 1u) {
      var work: Finish;
      if (step == 0u) {
        work = inputs_of(tile, half);
      } else {
        work = sums_of(tile, half, index_of_layer, back);
      }
      finish(tile, half, work);
    }
  }
}
