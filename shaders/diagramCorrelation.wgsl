// Where 1 - c′ = (1 - c) σ_w² E[(φ(u) - φ(v))²] / (2 q (1 - c)) leads: Poole et al. 2016, eqs. 5 and 6. For
// shaders/diagram.wgsl, whose binding 2 is declared here.
import package::meanFieldGrid::ROWS;
import package::meanFieldGrid::COLUMNS;
import package::meanFieldGrid::STEPS;
import package::meanFieldGrid::LOWEST;
import package::meanFieldGrid::HIGHEST;
import package::meanFieldGrid::STENCIL;
import package::meanFieldGrid::stencil_start;
import package::meanFieldGrid::lagrange_weights;
import package::meanFieldGrid::interpolated;
import package::meanFieldGrid::root_between;
import package::meanFieldLogarithm::two_to;
import package::meanFieldSine::sine_product;
import package::meanFieldSine::sine_difference;
import package::activationFunctions::NONLINEARITY;
import package::activationFunctions::SINE;
import package::exponential::exp_f32;
import package::exponential::expm1_f32;

// ln of what two inputs' difference and slopes are to E[φ′²], on the grid of pairs : (ROWS, COLUMNS).
@group(0) @binding(2) var<storage, read> pairs: array<vec2f>;

/// The table of pairs at a length: its first row, and the rows' weights.
struct PairRow {
  start: i32,
  weights: array<f32, 6>,
}

/// (ln of the difference, ln of the slopes' product) in a column.
fn pair_at(row: PairRow, column: i32) -> vec2f {
  var sum = vec2f();
  for (var k = 0; k < STENCIL; k += 1) {
    sum = fma(vec2f(row.weights[k]), pairs[row.start + k * COLUMNS + column], sum);
  }
  return sum;
}

/// The last column whose difference is not above `wanted`; they grow with the column. -1 where the first is.
fn column_before(row: PairRow, wanted: f32) -> i32 {
  var low = -1;
  var high = COLUMNS;
  while (high - low > 1) {
    let middle = (low + high) / 2;
    if (pair_at(row, middle).x <= wanted) {
      low = middle;
    } else {
      high = middle;
    }
  }
  return low;
}

/// The same from a table's answer under the sine, which the table does not resolve: Newton's steps in ln(1 - c), by which
/// the difference's ln changes as their product over it, less 1.
fn refined_sine(q: f32, near: f32, ln_chi1: f32) -> vec2f {
  var apart = near;
  for (var step = 0; step < 3; step += 1) {
    let own = sine_difference(q, apart);
    let slope = min(expm1_f32(sine_product(q, apart) - own), -1e-6);
    apart = min(1.0, apart * exp_f32(clamp(-(own + ln_chi1) / slope, -1.0, 1.0)));
  }
  return vec2f(apart, ln_chi1 + sine_product(q, apart));
}

/// (1 - c*, ln of what is left in a layer of a difference from it), where ln chi1 > 0 makes c = 1 unstable;
/// `power` says how E[φ′φ′] leaves its value at c = 1.
fn settled_correlation(octaves: f32, ln_chi1: f32, power: f32) -> vec2f {
  let position = (clamp(octaves, f32(LOWEST), f32(HIGHEST)) - f32(LOWEST)) * f32(STEPS);
  let start = stencil_start(min(i32(position), ROWS - 2), ROWS);
  let row = PairRow(start * COLUMNS, lagrange_weights(position - f32(start)));
  let column = column_before(row, -ln_chi1);
  if (column >= COLUMNS - 1) {
    return vec2f(0.0, -ln_chi1 * power);
  }
  let first = stencil_start(max(column, 0), COLUMNS);
  var differences: array<f32, 6>;
  var products: array<f32, 6>;
  for (var k = 0; k < STENCIL; k += 1) {
    let at = pair_at(row, first + k);
    differences[k] = at.x + ln_chi1;
    products[k] = at.y;
  }
  var t = 0.0;
  if (column >= 0) {
    t = root_between(differences, f32(column - first), f32(column - first + 1));
  }
  let apart = two_to(-(f32(first) + t) / f32(STEPS));
  if (NONLINEARITY == SINE) {
    return refined_sine(two_to(octaves), apart, ln_chi1);
  }
  return vec2f(apart, interpolated(products, t) + ln_chi1);
}
