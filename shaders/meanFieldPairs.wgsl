// ln of E[(φ(u) - φ(v))²] / (2 q (1 - c)) over E[φ′(u)²], beside ln(E[φ′(u) φ′(v)] / E[φ′(u)²]) : (ROWS, COLUMNS)
//
// products   the latter, on the grid of pairs
// lengths    q of each row
// apart      1 - c of each column
// weights    of six nodes in ∫ f dx over x from 2^(-1/3) to 1, x = 2^(-t / 3), the interval after node 0 to 4 : (5, 6)
// pairs      both, row-major
// By Price's theorem E[(φ(u) - φ(v))²] / 2q = ∫ E[φ′(u) φ′(v)] dc from c to 1: summed from c = 1 on, of what the
// integrand lacks to its value there, so that nothing cancels. The sine has a closed form, which is smoother than a sum.
// One thread a row: dispatch (ROWS / 64), rounded up.
import package::meanFieldGrid::ROWS;
import package::meanFieldGrid::COLUMNS;
import package::meanFieldGrid::STENCIL;
import package::meanFieldGrid::stencil_start;
import package::meanFieldLogarithm::ln1p_f32;
import package::meanFieldSine::sine_difference;
import package::activationFunctions::NONLINEARITY;
import package::activationFunctions::SINE;
import package::exponential::expm1_f32;

struct Params {
  power: f32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> products: array<f32>;
@group(0) @binding(2) var<storage, read> lengths: array<f32>;
@group(0) @binding(3) var<storage, read> apart: array<f32>;
@group(0) @binding(4) var<storage, read> weights: array<f32>;
@group(0) @binding(5) var<storage, read_write> pairs: array<vec2f>;

fn tabulate_sine(q: f32, start: i32) {
  for (var column = 0; column < COLUMNS; column += 1) {
    pairs[start + column] = vec2f(sine_difference(q, apart[column]), products[start + column]);
  }
}

fn tabulate_sums(start: i32) {
  let nearest = COLUMNS - 1;
  // The lack over 1 - c, which float32 holds where the lack itself may be tiny.
  var lack = -expm1_f32(products[start + nearest]) / (1.0 + params.power);
  pairs[start + nearest] = vec2f(ln1p_f32(-lack), products[start + nearest]);
  for (var column = nearest - 1; column >= 0; column -= 1) {
    let first = stencil_start(column, COLUMNS);
    lack *= apart[column + 1] / apart[column];
    for (var k = 0; k < STENCIL; k += 1) {
      lack = fma(weights[(column - first) * STENCIL + k], -expm1_f32(products[start + first + k]), lack);
    }
    pairs[start + column] = vec2f(ln1p_f32(-lack), products[start + column]);
  }
}

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= u32(ROWS)) {
    return;
  }
  let start = i32(id.x) * COLUMNS;
  if (NONLINEARITY == SINE) {
    tabulate_sine(lengths[id.x], start);
  } else {
    tabulate_sums(start);
  }
}
