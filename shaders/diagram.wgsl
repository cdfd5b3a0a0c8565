// The mean-field maps' fixed points in every cell of a window : (rows, columns)
//
// moments   (E[φ²] / q, E[φ′²], 1 / q, bound) at the nodes of lengths, as shaders/meanFieldBounds.wgsl has them
// pairs     ln of what two inputs' difference and slopes are to E[φ′²], on the grid of pairs : (ROWS, COLUMNS)
// values    (chi1, q*, c*, xi_c), row 0 the lowest sigmaB2; 0 where a quantity is no number
// kinds     two bits a quantity, in the same order: its position in CELL_KINDS
// q′ = σ_w² E[φ(√q z)²] + σ_b² and 1 - c′ = (1 - c) σ_w² E[(φ(u) - φ(v))²] / (2 q (1 - c)): Poole et al. 2016, eqs. 3 to
// 6; Schoenholz et al. 2017, eqs. 7 to 9. One thread a cell: dispatch (columns / 8, rows / 8) from `first_row` on.
import package::diagramKinds::NUMBER;
import package::diagramKinds::ZERO;
import package::diagramKinds::INFINITE;
import package::diagramKinds::ABSENT;
import package::diagramLength::settled_length;
import package::diagramCorrelation::settled_correlation;
import package::meanFieldLogarithm::ln_f32;
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
// 1 is in shaders/diagramLength.wgsl, 2 in shaders/diagramCorrelation.wgsl.
@group(0) @binding(3) var<storage, read_write> values: array<vec4f>;
@group(0) @binding(4) var<storage, read_write> kinds: array<u32>;

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

/// Whether φ is a multiple of its argument: without bias it keeps every correlation.
fn is_linear() -> bool {
  let slope = slope_at_zero(1.0);
  return slope_at_zero(-1.0) == slope && slope_at_infinity(-1.0) == slope && slope_at_infinity(1.0) == slope;
}

/// Where c = 1 is stable, chi1 is what is left in a layer of a difference from it.
fn settled_pair(octaves: f32, chi1: f32) -> Pair {
  if (chi1 == 0.0) {
    return Pair(1.0, NUMBER, 0.0, ZERO);
  }
  let ln_chi1 = ln_f32(chi1);
  var settled = vec2f(0.0, ln_chi1);
  if (ln_chi1 > 0.0) {
    settled = settled_correlation(octaves, ln_chi1, params.power);
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
    if (variances.y == 0.0 && is_linear()) {
      pair = Pair(0.0, ABSENT, 0.0, ABSENT);
    }
  } else {
    pair = pair_at_end(length.kind, variances, chi1);
  }
  let at = row * params.columns + column;
  values[at] = vec4f(chi1, length.q, pair.c, pair.depth);
  kinds[at] = kind_of(chi1) | (q_kind << 2u) | (pair.c_kind << 4u) | (pair.depth_kind << 6u);
}
