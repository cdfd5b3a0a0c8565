// E[φ(√q z)²] / q and E[φ′(√q z)²] for z ~ N(0, 1), at the nodes of lengths : (nodes)
//
// lengths   q
// points    (z, weight) of ∫_0^∞ f(z) n(z) dz, from the largest to the smallest
// moments   (E[φ²] / q, E[φ′²], 1 / q, 0)
// One thread a node: dispatch (nodes / 64), rounded up.
import package::meanFieldSlopes::value_at;
import package::meanFieldSlopes::slope_at;
import package::activationFunctions::NONLINEARITY;
import package::activationFunctions::HARDTANH;
import package::activationFunctions::SINE;
import package::activationFunctions::is_piecewise_linear;
import package::activationFunctions::slope_at_zero;
import package::errorFunction::erf_f32;
import package::exponential::exp_f32;
import package::exponential::expm1_f32;

struct Params {
  nodes: u32,
  points: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> lengths: array<f32>;
@group(0) @binding(2) var<storage, read> points: array<vec2f>;
@group(0) @binding(3) var<storage, read_write> moments: array<vec4f>;

const ONE_OVER_SQRT_TWO_PI: f32 = 0.398942280;
const SQRT_ONE_HALF: f32 = 0.707106781;
// Points are summed in blocks, so that rounding grows with the root of the points and not with them.
const BLOCK = 16u;

/// E[min(q z², 1)] / q and P(q z² < 1).
fn hardtanh_moments(q: f32) -> vec2f {
  let edge = 1.0 / sqrt(q);
  let within = erf_f32(edge * SQRT_ONE_HALF);
  let density = ONE_OVER_SQRT_TWO_PI * exp_f32(-0.5 / q);
  return vec2f(fma(-2.0 * edge, density, within) + (1.0 - within) / q, within);
}

fn summed_moments(q: f32) -> vec2f {
  let root = sqrt(q);
  var sum = vec2f();
  for (var first = 0u; first < params.points; first += BLOCK) {
    var block = vec2f();
    for (var k = first; k < min(first + BLOCK, params.points); k += 1u) {
      let x = root * points[k].x;
      let value = vec2f(value_at(x), value_at(-x)) / root;
      let slope = vec2f(slope_at(x), slope_at(-x));
      block = fma(vec2f(points[k].y), vec2f(dot(value, value), dot(slope, slope)), block);
    }
    sum += block;
  }
  return sum;
}

fn moments_at(q: f32) -> vec2f {
  if (is_piecewise_linear()) {
    let slopes = vec2f(slope_at_zero(-1.0), slope_at_zero(1.0));
    return vec2f(0.5 * dot(slopes, slopes));
  }
  if (NONLINEARITY == SINE) {
    return vec2f(-expm1_f32(-2.0 * q) / (2.0 * q), 0.5 + 0.5 * exp_f32(-2.0 * q));
  }
  if (NONLINEARITY == HARDTANH) {
    return hardtanh_moments(q);
  }
  return summed_moments(q);
}

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= params.nodes) {
    return;
  }
  let q = lengths[id.x];
  moments[id.x] = vec4f(moments_at(q), 1.0 / q, 0.0);
}
