// s(p) = E[φ′(p + d)], d ~ N(0, deviation²): the slope that is left of φ at p under noise : (deviations, places)
//
// places       p
// deviations   standard deviations of the noise, 0 for none
// half_line    (x, weight) of ∫_0^∞ f(x) dx in standard deviations, from the largest to the smallest
// smoothed     row-major
// One thread a value: dispatch (places / 64, deviations) from row `first` on, rounded up.
import package::meanFieldSlopes::slope_at;
import package::exponential::exp_f32;

struct Params {
  places: u32,
  first: u32,
  points: u32,
  reach: f32,
  near: f32,
  tail: f32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> places: array<f32>;
@group(0) @binding(2) var<storage, read> deviations: array<f32>;
@group(0) @binding(3) var<storage, read> half_line: array<vec2f>;
@group(0) @binding(4) var<storage, read_write> smoothed: array<f32>;

const ONE_OVER_SQRT_TWO_PI: f32 = 0.398942280;
// The trapezoidal rule's step in standard deviations, where no kink is near.
const DEVIATION_STEP: f32 = 0.5;

fn gaussian(z: f32) -> f32 {
  return ONE_OVER_SQRT_TWO_PI * exp_f32(-0.5 * z * z);
}

fn smoothed_far_from_kink(p: f32, deviation: f32) -> f32 {
  var sum = 0.0;
  for (var d = -params.reach; d <= params.reach; d += DEVIATION_STEP) {
    sum = fma(gaussian(d), slope_at(fma(deviation, d, p)), sum);
  }
  return DEVIATION_STEP * sum;
}

/// ∫_0^∞ φ′(side · x · deviation) n(x - middle) dx.
fn smoothed_on_side(side: f32, middle: f32, deviation: f32) -> f32 {
  let nearest = params.near / max(1.0, deviation);
  var sum = 0.0;
  for (var k = 0u; k < params.points; k += 1u) {
    let point = half_line[k];
    let last = point.x < nearest;
    let d = point.x - middle;
    if (abs(d) < params.reach) {
      let weight = select(1.0, params.tail, last) * point.y;
      sum = fma(weight * gaussian(d), slope_at(side * deviation * point.x), sum);
    }
    if (last) {
      break;
    }
  }
  return sum;
}

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= params.places) {
    return;
  }
  let row = params.first + id.y;
  let p = places[id.x];
  let deviation = deviations[row];
  let at = row * params.places + id.x;
  if (deviation == 0.0) {
    smoothed[at] = slope_at(p);
    return;
  }
  let middle = p / deviation;
  if (abs(middle) > params.reach) {
    smoothed[at] = smoothed_far_from_kink(p, deviation);
  } else {
    smoothed[at] = smoothed_on_side(1.0, middle, deviation) + smoothed_on_side(-1.0, -middle, deviation);
  }
}
