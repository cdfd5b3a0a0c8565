// An ensemble's network one layer forward: z = √(σ_w² / width) W h + √σ_b² b, h = φ(z). For shaders/ensemble.wgsl.
import package::scaled::Scaled;
import package::scaled::ZERO_EXPONENT;
import package::scaled::magnitude_of;
import package::scaled::in_frame;
import package::nonlinearity::activation_of;
import package::philox::Stream;
import package::philox::stream_of;
import package::ensembleNormals::normals_of;
import package::ensembleNormals::normal_of;
import package::ensembleRows::THREADS;
import package::ensembleRows::PAIR;
import package::ensembleRows::GRADIENT;
import package::ensembleRows::params;
import package::ensembleRows::rows;
import package::ensembleRows::kept;
import package::ensembleRows::H;
import package::ensembleRows::Z;
import package::ensembleRows::peaks;
import package::ensembleRows::at;
import package::ensembleRows::barrier;
import package::ensembleRows::kept_at;
import package::ensembleRows::dot_of;
import package::ensembleRows::write_result;
import package::ensembleRows::weighted;
import package::ensembleRows::inputs_in_hand;

const BIAS_STREAM: u32 = 0x10000u;

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
