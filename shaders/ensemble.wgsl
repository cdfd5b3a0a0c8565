// Independent networks, a workgroup each: weights are drawn where they are used and never stored; mean squares stay.
//
// z_l = √(σ_w² / width) W_l h_(l-1) + √σ_b² b_l, h_l = φ(z_l), and back ∂/∂h_(l-1) = √(σ_w² / width) W_lᵀ (φ′(z_l) ∂/∂h_l),
// the numbers of W_l, (width, width) row-major, b_l and ∂/∂h_depth N(0, 1) of the streams in src/model/ensemble.ts.
//
// inputs   two rows of `width`: inputs a and b
// rows     what a network has in hand, ROWS rows of `stride`, each unit four after the row's start, zeros around them;
//          then the frames of two rows, from dispatch to dispatch. Storage, and not the workgroup's memory: all threads
//          read the same few numbers for each block that they draw, and emulated adapters take seconds to compile the
//          zeroing of a workgroup's memory.
// kept     z_l for input a: slots of (depth, width + 1), frames last; only with GRADIENT
// results  (networks of a batch, depth + 1, QUANTITIES): sums over units of h_a², then with PAIR of z_a², z_b² and
//          z_a z_b, then with GRADIENT of the gradient's square
// A thread makes rows `thread`, `thread + THREADS` ... of a layer. Steps 1 to depth go forward, depth + 1 to 2 depth
// back; dispatch (networks).
import package::scaled::Scaled;
import package::scaled::ZERO_EXPONENT;
import package::scaled::magnitude_of;
import package::scaled::in_frame;
import package::nonlinearity::activation_of;
import package::nonlinearity::derivative_of;
import package::philox::Stream;
import package::philox::stream_of;
import package::ensembleNormals::normals_of;
import package::ensembleNormals::normal_of;

override THREADS: u32;
override PAIR: bool;
override GRADIENT: bool;

const BIAS_STREAM: u32 = 0x10000u;
const GRADIENT_STREAM: u32 = 0x20000u;

struct Params {
  width: u32,
  stride: u32,
  depth: u32,
  seed: u32,
  first_network: u32,
  networks: u32,
  first_step: u32,
  end_step: u32,
  weight: f32,
  weight_low: f32,
  weight_exponent: i32,
  bias: f32,
  bias_exponent: i32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> inputs: array<f32>;
@group(0) @binding(2) var<storage, read_write> rows: array<f32>;
@group(0) @binding(3) var<storage, read_write> kept: array<f32>;
@group(0) @binding(4) var<storage, read_write> results: array<Scaled>;

/// Zeros before a row: a block of four numbers may begin three before it.
const LEAD: u32 = 4u;
const ROWS: u32 = 6u;
// Rows: forward h and z of both inputs; back the gradient, what the weights multiply, and four partial sums.
const H: u32 = 0u;
const Z: u32 = 2u;
const G: u32 = 0u;
const D: u32 = 1u;
const PARTIAL: u32 = 2u;

/// The exponents of the largest values of two inputs, of this step and of the next.
var<workgroup> peaks: array<atomic<i32>, 4>;

/// Where this network's rows begin.
var<private> rows_start: u32;

fn at(row: u32, unit: u32) -> u32 {
  return rows_start + row * params.stride + LEAD + unit;
}

/// Rows are in storage, peaks in the workgroup's memory.
fn barrier() {
  storageBarrier();
  workgroupBarrier();
}

/// Where z of layer `layer` is kept; its frame follows at `width`.
fn kept_at(network: u32, layer: u32) -> u32 {
  return (network * params.depth + layer - 1u) * (params.width + 1u);
}

/// Σ x y over the units of two rows, in four partial sums.
fn dot_of(x: u32, y: u32) -> f32 {
  var sum = vec4f();
  // Rows end in zeros.
  for (var unit = 0u; unit < params.width; unit += 4u) {
    let i = at(x, unit);
    let j = at(y, unit);
    sum = fma(
      vec4f(rows[i], rows[i + 1u], rows[i + 2u], rows[i + 3u]),
      vec4f(rows[j], rows[j + 1u], rows[j + 2u], rows[j + 3u]),
      sum,
    );
  }
  return (sum.x + sum.y) + (sum.z + sum.w);
}

fn write_result(network: u32, layer: u32, quantity: u32, value: f32, exponent: i32) {
  let quantities = 1u + select(0u, 3u, PAIR) + select(0u, 1u, GRADIENT);
  results[(network * (params.depth + 1u) + layer) * quantities + quantity] = Scaled(value, exponent);
}

/// Sums times √(σ_w² / width) less its power of two, rounded once: 12 bits of each multiply exactly, and what is left
/// joins them before the rounding. A factor that float32 rounds would be as far off in each layer, and to the same side.
fn weighted(sums: vec2f) -> vec2f {
  let leading = bitcast<vec2f>(bitcast<vec2u>(sums) & vec2u(0xfffff000u));
  let rest = leading * params.weight_low + (sums - leading) * (params.weight + params.weight_low);
  return leading * params.weight + rest;
}

/// Unscaled sums of one row of weights with both inputs' h; `row · width` is the number of its first weight.
fn product(stream: Stream, row: u32) -> vec2f {
  let start = row * params.width;
  let end = start + params.width;
  var a = vec4f();
  var b = vec4f();
  for (var block = start / 4u; 4u * block < end; block += 1u) {
    let weights = normals_of(stream, block);
    let i = at(H, 4u * block) - start;
    a = fma(weights, vec4f(rows[i], rows[i + 1u], rows[i + 2u], rows[i + 3u]), a);
    if (PAIR) {
      let j = i + params.stride;
      b = fma(weights, vec4f(rows[j], rows[j + 1u], rows[j + 2u], rows[j + 3u]), b);
    }
  }
  return vec2f((a.x + a.y) + (a.z + a.w), (b.x + b.y) + (b.z + b.w));
}

/// z of one unit of both inputs into rows Z, in `frames`; `sums` are the frames before the bias joins.
fn make_preactivation(network: u32, layer: u32, row: u32, sums: vec2i, frames: vec2i) {
  let seed_network = params.first_network + network;
  let sum = weighted(product(stream_of(params.seed, layer, seed_network), row));
  var bias = 0.0;
  if (params.bias != 0.0) {
    bias = normal_of(stream_of(params.seed, BIAS_STREAM + layer, seed_network), row) * params.bias;
  }
  for (var input = 0u; input < inputs_in_hand(); input += 1u) {
    let own = in_frame(Scaled(sum[input], sums[input]), frames[input]);
    rows[at(Z + input, row)] = own + in_frame(Scaled(bias, params.bias_exponent), frames[input]);
  }
  if (GRADIENT) {
    kept[kept_at(network, layer) + row] = rows[at(Z, row)];
    if (row == 0u) {
      kept[kept_at(network, layer) + params.width] = f32(frames.x);
    }
  }
}

fn inputs_in_hand() -> u32 {
  return select(1u, 2u, PAIR);
}

/// One layer forward: from rows H in `frames` to rows H in the frames that are returned. φ has one place in the code,
/// passed twice: inlined, it is most of what a driver has to compile.
fn forward(network: u32, layer: u32, frames: vec2i, thread: u32) -> vec2i {
  let turn = 2u * (layer % 2u);
  let sums = frames + params.weight_exponent;
  let z_frames = select(sums, max(sums, vec2i(params.bias_exponent)), params.bias != 0.0);
  var own = vec2i();
  for (var pass_index = 0u; pass_index < 2u; pass_index += 1u) {
    for (var row = thread; row < params.width; row += THREADS) {
      if (pass_index == 0u) {
        make_preactivation(network, layer, row, sums, z_frames);
      }
      for (var input = 0u; input < inputs_in_hand(); input += 1u) {
        let h = activation_of(Scaled(rows[at(Z + input, row)], z_frames[input]));
        if (pass_index == 0u) {
          atomicMax(&peaks[turn + input], magnitude_of(h));
        } else {
          rows[at(H + input, row)] = in_frame(h, own[input]);
        }
      }
    }
    if (pass_index == 1u && PAIR && thread < 3u) {
      // z_a z_a, z_b z_b, z_a z_b
      let first = select(0u, 1u, thread == 1u);
      let second = select(0u, 1u, thread > 0u);
      write_result(network, layer, 1u + thread, dot_of(Z + first, Z + second), z_frames[first] + z_frames[second]);
    }
    if (pass_index == 1u && thread < 2u) {
      atomicStore(&peaks[2u - turn + thread], ZERO_EXPONENT);
    }
    barrier();
    if (pass_index == 0u) {
      own = vec2i(atomicLoad(&peaks[turn]), atomicLoad(&peaks[turn + 1u]));
    }
  }
  if (thread == 0u) {
    write_result(network, layer, 0u, dot_of(H, H), 2 * own.x);
  }
  return own;
}

/// Row D = φ′(z_layer) times row G in `frame`, in the frame that is returned.
fn grad_preactivation(network: u32, layer: u32, frame: i32, thread: u32) -> i32 {
  let turn = layer % 2u;
  let z = kept_at(network, layer);
  let z_frame = i32(kept[z + params.width]);
  var peak = 0;
  for (var pass_index = 0u; pass_index < 2u; pass_index += 1u) {
    for (var unit = thread; unit < params.width; unit += THREADS) {
      let slope = derivative_of(Scaled(kept[z + unit], z_frame));
      let own = Scaled(slope.mantissa * rows[at(G, unit)], slope.exponent + frame);
      if (pass_index == 0u) {
        atomicMax(&peaks[turn], magnitude_of(own));
      } else {
        rows[at(D, unit)] = in_frame(own, peak);
      }
    }
    if (pass_index == 1u && thread == 0u) {
      atomicStore(&peaks[1u - turn], ZERO_EXPONENT);
    }
    barrier();
    if (pass_index == 0u) {
      peak = atomicLoad(&peaks[turn]);
    }
  }
  return peak;
}

/// Partial sums of Wᵀ d: four threads' rows leave the same remainder by four, so that a block of four numbers holds
/// the same columns in all of them, `remainder` earlier than a block of columns would.
fn transposed_product(stream: Stream, thread: u32) {
  let blocks = (params.width + 3u + select(3u, 0u, params.width % 4u == 0u)) / 4u;
  for (var item = thread; item < 4u * blocks; item += THREADS) {
    let first_row = item / blocks;
    let column_block = item % blocks;
    let first = first_row * params.width / 4u + column_block;
    var sum = vec4f();
    var block = first;
    for (var row = first_row; row < params.width; row += 4u) {
      sum = fma(normals_of(stream, block), vec4f(rows[at(D, row)]), sum);
      block += params.width;
    }
    let to = at(PARTIAL + first_row, 4u * column_block);
    rows[to] = sum.x;
    rows[to + 1u] = sum.y;
    rows[to + 2u] = sum.z;
    rows[to + 3u] = sum.w;
  }
}

/// One layer back: from row G in `frame`, ∂/∂h_layer, to row G in the frame that is returned, ∂/∂h_(layer - 1).
fn backward(network: u32, layer: u32, frame: i32, thread: u32) -> i32 {
  let peak = grad_preactivation(network, layer, frame, thread);
  transposed_product(stream_of(params.seed, layer, params.first_network + network), thread);
  barrier();
  for (var unit = thread; unit < params.width; unit += THREADS) {
    var sum = 0.0;
    for (var first_row = 0u; first_row < 4u; first_row += 1u) {
      sum += rows[at(PARTIAL + first_row, unit + first_row * params.width % 4u)];
    }
    rows[at(G, unit)] = weighted(vec2f(sum)).x;
  }
  barrier();
  let own = peak + params.weight_exponent;
  if (thread == 0u) {
    write_result(network, layer - 1u, select(1u, 4u, PAIR), dot_of(G, G), 2 * own);
  }
  return own;
}

/// Brings the inputs, or what the dispatch before left; the frames of two rows.
fn begin(network: u32, thread: u32) -> vec2i {
  if (thread < 4u) {
    atomicStore(&peaks[thread], ZERO_EXPONENT);
  }
  if (params.first_step > 1u) {
    barrier();
    let frames = rows_start + ROWS * params.stride;
    return vec2i(vec2f(rows[frames], rows[frames + 1u]));
  }
  for (var index = thread; index < ROWS * params.stride; index += THREADS) {
    rows[rows_start + index] = 0.0;
  }
  barrier();
  for (var unit = thread; unit < params.width; unit += THREADS) {
    rows[at(H, unit)] = inputs[unit];
    rows[at(H + 1u, unit)] = inputs[params.width + unit];
  }
  barrier();
  if (thread == 0u) {
    write_result(network, 0u, 0u, dot_of(H, H), 0);
  }
  return vec2i();
}

/// Draws ∂/∂h_depth.
fn turn_back(network: u32, thread: u32) {
  barrier();
  let stream = stream_of(params.seed, GRADIENT_STREAM, params.first_network + network);
  for (var unit = thread; unit < params.width; unit += THREADS) {
    rows[at(G, unit)] = normal_of(stream, unit);
  }
  if (thread < 4u) {
    atomicStore(&peaks[thread], ZERO_EXPONENT);
  }
  barrier();
  if (thread == 0u) {
    write_result(network, params.depth, select(1u, 4u, PAIR), dot_of(G, G), 0);
  }
}

@compute @workgroup_size(THREADS)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let network = group.x;
  // The last batch may have fewer networks than the others.
  if (network >= params.networks) {
    return;
  }
  rows_start = network * (ROWS * params.stride + 2u);
  var frames = begin(network, thread);
  for (var step = params.first_step; step < params.end_step; step += 1u) {
    if (step <= params.depth) {
      frames = forward(network, step, frames, thread);
    } else if (GRADIENT) {
      if (step == params.depth + 1u) {
        turn_back(network, thread);
        frames = vec2i();
      }
      frames.x = backward(network, 2u * params.depth + 1u - step, frames.x, thread);
    }
  }
  if (thread < 2u) {
    rows[rows_start + ROWS * params.stride + thread] = f32(frames[thread]);
  }
}
