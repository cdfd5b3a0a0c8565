// The mean-field maps' fixed points in every cell of a window : (rows, columns)
//
// moments   (E[φ²] / q, E[φ′²], 1 / q, bound) at the nodes of lengths, as shaders/meanFieldBounds.wgsl has them
// pairs     ln of what two inputs' difference and slopes are to E[φ′²], on the grid of pairs : (ROWS, COLUMNS)
// values    (chi1, q*, c*, xi_c), row 0 the lowest sigmaB2; 0 where a quantity is no number
// kinds     two bits a quantity, in the same order: its position in CELL_KINDS
// q′ = σ_w² E[φ(√q z)²] + σ_b² and 1 - c′ = (1 - c) σ_w² E[(φ(u) - φ(v))²] / (2 q (1 - c)): Poole et al. 2016, eqs. 3 to
// 6; Schoenholz et al. 2017, eqs. 7 to 9. One thread a cell: dispatch (columns / 8, rows / 8) from `first_row` on.
import package::meanFieldGrid::MOMENT_NODES;
import package::meanFieldGrid::NODES_PER_OCTAVE;
import package::meanFieldGrid::OCTAVES;
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
import package::meanFieldLogarithm::ln_f32;
import package::meanFieldSine::sine_product;
import package::meanFieldSine::sine_difference;
import package::activationFunctions::NONLINEARITY;
import package::activationFunctions::SINE;
import package::exponential::exp_f32;
import package::exponential::expm1_f32;
import package::activationFunctions::at_zero;
import package::activationFunctions::slope_at_zero;
import package::activationFunctions::slope_at_infinity;

struct Params {
  columns: u32,
  rows: u32,
  first_row: u32,
  w_low: f32,
  w_high: f32,
  b_low: f32,
  b_high: f32,
  power: f32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> moments: array<vec4f>;
@group(0) @binding(2) var<storage, read> pairs: array<vec2f>;
@group(0) @binding(3) var<storage, read_write> values: array<vec4f>;
@group(0) @binding(4) var<storage, read_write> kinds: array<u32>;

const LN_TWO: f32 = 0.693147181;
const NODE_OF_ONE = OCTAVES * NODES_PER_OCTAVE;

const NUMBER = 0u;
const ZERO = 1u;
const INFINITE = 2u;
const ABSENT = 3u;

/// Where the length of a signal settles: log2 of it and E[φ′²] there, in the limit where it is 0 or infinite.
struct Length {
  kind: u32,
  q: f32,
  octaves: f32,
  slope2: f32,
}

fn two_to(x: f32) -> f32 {
  return exp_f32(LN_TWO * x);
}

/// q′ / q - 1 at a node.
fn growth(variances: vec2f, j: i32) -> f32 {
  let at = moments[j];
  return fma(variances.x, at.x, variances.y * at.z) - 1.0;
}

/// The fixed point between two nodes; growth has the sign of the way from `near_node` there, and another at `far_node`.
fn length_between(variances: vec2f, near_node: i32, far_node: i32) -> Length {
  var near = near_node;
  var far = far_node;
  let grows = near < far;
  while (abs(far - near) > 1) {
    let middle = (near + far) / 2;
    let at = growth(variances, middle);
    if (select(at > 0.0, at < 0.0, grows)) {
      far = middle;
    } else {
      near = middle;
    }
  }
  let j = min(near, far);
  let start = stencil_start(j, MOMENT_NODES);
  var growths: array<f32, 6>;
  var slopes: array<f32, 6>;
  for (var k = 0; k < STENCIL; k += 1) {
    growths[k] = growth(variances, start + k);
    slopes[k] = moments[start + k].y;
  }
  let t = root_between(growths, f32(j - start), f32(j - start + 1));
  let octaves = (f32(start - NODE_OF_ONE) + t) / f32(NODES_PER_OCTAVE);
  return Length(NUMBER, two_to(octaves), octaves, interpolated(slopes, t));
}

/// q = added + factor q, past the table's end, where φ is linear on each side.
fn length_past_table(added: f32, factor: f32, slope2: f32, past: u32) -> Length {
  if (factor >= 1.0 || added == 0.0) {
    return Length(past, 0.0, 0.0, slope2);
  }
  let q = added / (1.0 - factor);
  return Length(NUMBER, q, ln_f32(q) / LN_TWO, slope2);
}

/// How many nodes from node j no fixed point can lie: as far as the map itself goes, which passes none; and as far as
/// σ_b² / q alone makes up for the gain that there is at least on the way up, at most on the way down.
fn stride(variances: vec2f, j: i32, way: f32, at: f32) -> i32 {
  let own = way * log2(max(1.0 + at, 1e-30));
  let rest = fma(-variances.x, moments[j].w, 1.0);
  if (rest <= 0.0) {
    return select(i32(own * f32(NODES_PER_OCTAVE)), MOMENT_NODES, way > 0.0);
  }
  let bound = way * (log2(max(variances.y / rest, 1e-30)) - f32(j - NODE_OF_ONE) / f32(NODES_PER_OCTAVE));
  return i32(min(max(own, bound) * f32(NODES_PER_OCTAVE), f32(MOMENT_NODES)));
}

/// q′ grows with q, so that iterates from 1 go one way, to the first fixed point on it.
fn settled_length(variances: vec2f) -> Length {
  let first = growth(variances, NODE_OF_ONE);
  if (first == 0.0) {
    return Length(NUMBER, 1.0, 0.0, moments[NODE_OF_ONE].y);
  }
  let way = select(-1, 1, first > 0.0);
  var near = NODE_OF_ONE;
  var far = near + way;
  while (far >= 0 && far < MOMENT_NODES) {
    let at = f32(way) * growth(variances, far);
    if (at < 0.0) {
      return length_between(variances, near, far);
    }
    near = far;
    far += way * max(1, stride(variances, near, f32(way), f32(way) * at));
  }
  if (way > 0) {
    let slopes = vec2f(slope_at_infinity(-1.0), slope_at_infinity(1.0));
    let slope2 = 0.5 * dot(slopes, slopes);
    return length_past_table(variances.y, variances.x * slope2, slope2, INFINITE);
  }
  let slopes = vec2f(slope_at_zero(-1.0), slope_at_zero(1.0));
  let slope2 = 0.5 * dot(slopes, slopes);
  return length_past_table(fma(variances.x, at_zero() * at_zero(), variances.y), variances.x * slope2, slope2, ZERO);
}

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

/// (1 - c*, ln of what is left in a layer of a difference from it), where ln chi1 > 0 makes c = 1 unstable.
fn settled_correlation(octaves: f32, ln_chi1: f32) -> vec2f {
  let position = (clamp(octaves, f32(LOWEST), f32(HIGHEST)) - f32(LOWEST)) * f32(STEPS);
  let start = stencil_start(min(i32(position), ROWS - 2), ROWS);
  let row = PairRow(start * COLUMNS, lagrange_weights(position - f32(start)));
  // Past the table's end, what φ does to a pair shrinks as 1 / √q, at a distance of the two that stays.
  let shrink = two_to(0.5 * min(0.0, f32(HIGHEST) - octaves));
  let wanted = -ln_chi1 / shrink;
  let column = column_before(row, wanted);
  if (column >= COLUMNS - 1) {
    return vec2f(0.0, -ln_chi1 * params.power);
  }
  let first = stencil_start(max(column, 0), COLUMNS);
  var differences: array<f32, 6>;
  var products: array<f32, 6>;
  for (var k = 0; k < STENCIL; k += 1) {
    let at = pair_at(row, first + k);
    differences[k] = at.x - wanted;
    products[k] = at.y;
  }
  var t = 0.0;
  if (column >= 0) {
    t = root_between(differences, f32(column - first), f32(column - first + 1));
  }
  let apart = two_to(-(f32(first) + t) / f32(STEPS)) * shrink * shrink;
  if (NONLINEARITY == SINE) {
    return refined_sine(two_to(octaves), apart, ln_chi1);
  }
  return vec2f(apart, fma(shrink, interpolated(products, t), ln_chi1));
}

fn kind_of(value: f32) -> u32 {
  return select(NUMBER, ZERO, value == 0.0);
}

fn centre(low: f32, high: f32, index: u32, count: u32) -> f32 {
  return fma((f32(index) + 0.5) / f32(count), high - low, low);
}

/// (value, kind) of c* and of xi_c.
struct Pair {
  c: f32,
  c_kind: u32,
  depth: f32,
  depth_kind: u32,
}

/// Where q* is 0 or infinite, two inputs come to correlation 1 by a power of the depth where φ is bent there, or where a
/// bias outgrows the signal; else they keep the correlation that they have.
fn pair_at_end(kind: u32, variances: vec2f, chi1: f32) -> Pair {
  var slopes = vec2f(slope_at_zero(-1.0), slope_at_zero(1.0));
  if (kind == INFINITE) {
    slopes = vec2f(slope_at_infinity(-1.0), slope_at_infinity(1.0));
  }
  let biased = kind == INFINITE && variances.y > 0.0 && chi1 <= 1.0;
  if (variances.x == 0.0 || (slopes.x == slopes.y && !biased)) {
    return Pair(0.0, ABSENT, 0.0, ABSENT);
  }
  return Pair(1.0, NUMBER, 0.0, INFINITE);
}

/// Where c = 1 is stable, chi1 is what is left in a layer of a difference from it.
fn settled_pair(octaves: f32, chi1: f32) -> Pair {
  if (chi1 == 0.0) {
    return Pair(1.0, NUMBER, 0.0, ZERO);
  }
  let ln_chi1 = ln_f32(chi1);
  var settled = vec2f(0.0, ln_chi1);
  if (ln_chi1 > 0.0) {
    settled = settled_correlation(octaves, ln_chi1);
  }
  if (settled.y < 0.0) {
    return Pair(1.0 - settled.x, NUMBER, -1.0 / settled.y, NUMBER);
  }
  return Pair(1.0 - settled.x, NUMBER, 0.0, INFINITE);
}

@compute @workgroup_size(8, 8)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let column = id.x;
  let row = params.first_row + id.y;
  if (column >= params.columns || row >= params.rows) {
    return;
  }
  let variances = vec2f(
    centre(params.w_low, params.w_high, column, params.columns),
    centre(params.b_low, params.b_high, row, params.rows),
  );
  let length = settled_length(variances);
  let chi1 = variances.x * length.slope2;
  var q_kind = length.kind;
  var pair: Pair;
  if (length.kind == NUMBER) {
    q_kind = kind_of(length.q);
    pair = settled_pair(length.octaves, chi1);
  } else {
    pair = pair_at_end(length.kind, variances, chi1);
  }
  let at = row * params.columns + column;
  values[at] = vec4f(chi1, length.q, pair.c, pair.depth);
  kinds[at] = kind_of(chi1) | (q_kind << 2u) | (pair.c_kind << 4u) | (pair.depth_kind << 6u);
}
