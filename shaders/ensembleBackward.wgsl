// An ensemble's network one layer back: ∂/∂h_(l-1) = √(σ_w² / width) W_lᵀ (φ′(z_l) ∂/∂h_l). For shaders/ensemble.wgsl.
import package::scaled::Scaled;
import package::scaled::ZERO_EXPONENT;
import package::scaled::magnitude_of;
import package::scaled::in_frame;
import package::nonlinearity::derivative_of;
import package::philox::Stream;
import package::philox::stream_of;
import package::ensembleNormals::normals_of;
import package::ensembleNormals::normal_of;
import package::ensembleRows::THREADS;
import package::ensembleRows::PAIR;
import package::ensembleRows::params;
import package::ensembleRows::rows;
import package::ensembleRows::kept;
import package::ensembleRows::G;
import package::ensembleRows::D;
import package::ensembleRows::PARTIAL;
import package::ensembleRows::peaks;
import package::ensembleRows::at;
import package::ensembleRows::barrier;
import package::ensembleRows::kept_at;
import package::ensembleRows::dot_of;
import package::ensembleRows::write_result;
import package::ensembleRows::weighted;

const GRADIENT_STREAM: u32 = 0x20000u;

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
