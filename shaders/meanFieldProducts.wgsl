// ln(E[φ′(u) φ′(v)] / E[φ′(u)²]), u, v ~ N(0, q) of correlation c, on the grid of pairs : (ROWS, COLUMNS)
//
// lengths    q of each row
// apart      1 - c of each column
// places     0, then `points` places from the largest to the smallest, then their negatives
// smoothed   E[φ′(p + d)] at the places, d ~ N(0, 2^(index / 3 - 60)), its last row without noise
// products   row-major
// E[φ′(u) φ′(v)] = E[s(p)²], p ~ N(0, q c): given what u and v have in common, they are independent.
// One thread a value: dispatch (COLUMNS / 64, ROWS), rounded up.
import package::meanFieldGrid::ROWS;
import package::meanFieldGrid::COLUMNS;
import package::meanFieldGrid::STEPS;
import package::meanFieldLogarithm::ln_f32;
import package::meanFieldSine::sine_product;
import package::activationFunctions::NONLINEARITY;
import package::activationFunctions::HARDTANH;
import package::activationFunctions::SINE;
import package::errorFunction::erf_f32;
import package::exponential::exp_f32;
import package::exponential::expm1_f32;

struct Params {
  points: u32,
  step: f32,
  reach: f32,
  near: f32,
  tail: f32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> lengths: array<f32>;
@group(0) @binding(2) var<storage, read> apart: array<f32>;
@group(0) @binding(3) var<storage, read> places: array<f32>;
@group(0) @binding(4) var<storage, read> smoothed: array<f32>;
@group(0) @binding(5) var<storage, read_write> products: array<f32>;

const ONE_OVER_SQRT_TWO_PI: f32 = 0.398942280;
const ONE_OVER_PI: f32 = 0.318309886;
const LN_TWO: f32 = 0.693147181;

/// E[s(p)²] for p ~ N(0, variance), s in row `index`.
fn mean_square(index: u32, variance: f32) -> f32 {
  let row = index * (2u * params.points + 1u);
  if (variance == 0.0) {
    return smoothed[row] * smoothed[row];
  }
  let deviation = sqrt(variance);
  var sum = 0.0;
  for (var k = 1u; k <= params.points; k += 1u) {
    let z = places[k] / deviation;
    if (z > params.reach) {
      continue;
    }
    let last = z < params.near || k == params.points;
    let slopes = vec2f(smoothed[row + k], smoothed[row + params.points + k]);
    let weight = select(1.0, params.tail, last) * params.step * z * ONE_OVER_SQRT_TWO_PI * exp_f32(-0.5 * z * z);
    sum = fma(weight, dot(slopes, slopes), sum);
    if (last) {
      break;
    }
  }
  return sum;
}

/// (e^(-1/(q (2 - x))) - e^(-1/(q x))) √(x / (2 - x)) at ln x = -y.
fn hardtanh_growth(q: f32, y: f32) -> f32 {
  let x = exp_f32(-y);
  let rest = 2.0 - x;
  let more = -expm1_f32(2.0 * expm1_f32(-y) / (q * x * rest));
  return sqrt(x / rest) * exp_f32(-1.0 / (q * rest)) * more;
}

/// P(|u| < 1, |v| < 1) = P(|u| < 1)² + (1/π) ∫ of its growth over ln x, x = 1 - c to 1; Gauss and Legendre's four points.
fn hardtanh_product(q: f32, column: u32) -> f32 {
  let shares = vec4f(0.0694318442, 0.330009478, 0.669990522, 0.930568156);
  let weights = vec4f(0.173927423, 0.326072577, 0.326072577, 0.173927423);
  let within = erf_f32(0.707106781 / sqrt(q));
  let interval = LN_TWO / f32(STEPS);
  var growth = 0.0;
  for (var k = 0u; k < column; k += 1u) {
    let y = interval * (f32(k) + shares);
    let values = vec4f(
      hardtanh_growth(q, y.x), hardtanh_growth(q, y.y), hardtanh_growth(q, y.z), hardtanh_growth(q, y.w),
    );
    growth += dot(weights, values);
  }
  return ln_f32(fma(ONE_OVER_PI * interval / within, growth, within));
}

fn product_at(row: u32, column: u32) -> f32 {
  let q = lengths[row];
  if (NONLINEARITY == SINE) {
    return sine_product(q, apart[column]);
  }
  if (NONLINEARITY == HARDTANH) {
    return hardtanh_product(q, column);
  }
  let noise = row + u32(COLUMNS) - 1u - column;
  let variance = select(q * (1.0 - apart[column]), 0.0, column == 0u);
  return ln_f32(mean_square(noise, variance) / mean_square(u32(ROWS + COLUMNS) - 1u, q));
}

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= u32(COLUMNS)) {
    return;
  }
  products[id.y * u32(COLUMNS) + id.x] = min(product_at(id.y, id.x), 0.0);
}
