// What a network says at the points of a grid over two features, straight from its parameters : (outputs, rows, columns)
//
// sizes        units of each layer, the input (2) first
// parameters   the layers one after the other, each (fanOut, fanIn + 1), the bias last in its row
// scratch      two slots of (widest, groups): the layer in hand and the next
// scores       z of the last layer : (outputs, all groups)
// All numbers of a layer are kept as ONE of what they are, so that no sum of finite parameters leaves float32; what is
// below 2^-76 is lost, and what is beyond 2^60 is taken for that.
// One thread a group of four points, row by row: dispatch (groups / 64), rounded up, from `first_group` on.
import package::hiddenActivation::hidden_activation;

struct Params {
  columns: u32,
  rows: u32,
  depth: u32,
  widest: u32,
  first_group: u32,
  groups: u32,
  all_groups: u32,
  x_low: f32,
  x_high: f32,
  y_low: f32,
  y_high: f32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> sizes: array<u32>;
@group(0) @binding(2) var<storage, read> parameters: array<f32>;
@group(0) @binding(3) var<storage, read_write> scratch: array<vec4f>;
@group(0) @binding(4) var<storage, read_write> scores: array<vec4f>;

const ONE: f32 = 8.8817841970012523e-16; // 2^-50
const UNSHIFTED: f32 = 1.125899906842624e15; // 2^50
// A parameter is below 2^100, and a layer has fewer than 2^16 units: sums stay below 2^126.
const REACH: f32 = 1024.0; // 2^10

fn kept(z: vec4f) -> vec4f {
  return clamp(z, vec4f(-REACH), vec4f(REACH));
}

/// The four points' coordinates, into the first rows of slot 0.
fn place_points(group: u32) {
  let cell = min(4u * (params.first_group + group) + vec4u(0u, 1u, 2u, 3u), vec4u(params.columns * params.rows - 1u));
  let share_x = vec4f(cell % params.columns) / f32(params.columns - 1u);
  let share_y = vec4f(cell / params.columns) / f32(params.rows - 1u);
  scratch[group] = ONE * fma(share_x, vec4f(params.x_high - params.x_low), vec4f(params.x_low));
  scratch[params.groups + group] = ONE * fma(share_y, vec4f(params.y_high - params.y_low), vec4f(params.y_low));
}

/// z = W h + b of four units, a column each, whose rows of parameters begin at `rows`.
fn preactivations(rows: vec4u, fan_in: u32, from_row: u32, group: u32) -> mat4x4f {
  var z0 = vec4f(ONE * parameters[rows.x + fan_in]);
  var z1 = vec4f(ONE * parameters[rows.y + fan_in]);
  var z2 = vec4f(ONE * parameters[rows.z + fan_in]);
  var z3 = vec4f(ONE * parameters[rows.w + fan_in]);
  for (var k = 0u; k < fan_in; k += 1u) {
    let h = scratch[(from_row + k) * params.groups + group];
    z0 = fma(vec4f(parameters[rows.x + k]), h, z0);
    z1 = fma(vec4f(parameters[rows.y + k]), h, z1);
    z2 = fma(vec4f(parameters[rows.z + k]), h, z2);
    z3 = fma(vec4f(parameters[rows.w + k]), h, z3);
  }
  return mat4x4f(kept(z0), kept(z1), kept(z2), kept(z3));
}

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let group = id.x;
  if (group >= params.groups) {
    return;
  }
  place_points(group);
  var first = 0u;
  var from_row = 0u;
  for (var layer = 1u; layer <= params.depth; layer += 1u) {
    let fan_in = sizes[layer - 1u];
    let fan_out = sizes[layer];
    let to_row = params.widest - from_row;
    for (var unit = 0u; unit < fan_out; unit += 4u) {
      // Units past the last are the last again, and not written.
      let own = min(unit + vec4u(0u, 1u, 2u, 3u), vec4u(fan_out - 1u));
      let z = preactivations(first + own * (fan_in + 1u), fan_in, from_row, group);
      for (var i = 0u; i < min(4u, fan_out - unit); i += 1u) {
        if (layer == params.depth) {
          scores[(unit + i) * params.all_groups + params.first_group + group] = UNSHIFTED * z[i];
        } else {
          scratch[(to_row + unit + i) * params.groups + group] = z[i];
        }
      }
    }
    if (layer < params.depth) {
      for (var unit = 0u; unit < fan_out; unit += 1u) {
        let at = (to_row + unit) * params.groups + group;
        scratch[at] = kept(ONE * hidden_activation(UNSHIFTED * scratch[at]).value);
      }
    }
    first += fan_out * (fan_in + 1u);
    from_row = to_row;
  }
}
