// Independent networks, a workgroup each: weights are drawn where they are used and never stored; mean squares stay.
//
// z_l = √(σ_w² / width) W_l h_(l-1) + √σ_b² b_l, h_l = φ(z_l), and back ∂/∂h_(l-1) = √(σ_w² / width) W_lᵀ (φ′(z_l) ∂/∂h_l),
// the numbers of W_l, (width, width) row-major, b_l and ∂/∂h_depth N(0, 1) of the streams in src/model/ensemble.ts.
//
// Bindings are in shaders/ensembleRows.wgsl:
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
import package::scaled::ZERO_EXPONENT;
import package::ensembleRows::THREADS;
import package::ensembleRows::GRADIENT;
import package::ensembleRows::params;
import package::ensembleRows::inputs;
import package::ensembleRows::rows;
import package::ensembleRows::ROWS;
import package::ensembleRows::H;
import package::ensembleRows::peaks;
import package::ensembleRows::rows_start;
import package::ensembleRows::at;
import package::ensembleRows::barrier;
import package::ensembleRows::dot_of;
import package::ensembleRows::write_result;
import package::ensembleForward::forward;
import package::ensembleBackward::turn_back;
import package::ensembleBackward::backward;

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
