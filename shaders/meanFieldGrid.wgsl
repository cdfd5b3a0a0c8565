// The grids that tables of φ live on, as src/gpu/diagram/grid.ts has them.

// Lengths q = 2^(j / 8 - 48).
const NODES_PER_OCTAVE = 8;
const OCTAVES = 48;
const MOMENT_NODES = 769;

// Pairs: q = 2^(row / 3 - 20), 1 - c = 2^(-column / 3).
const STEPS = 3;
const LOWEST = -20;
const HIGHEST = 24;
const ROWS = 133;
const COLUMNS = 121;

// Six neighbours, through which a polynomial of degree 5 runs.
const STENCIL = 6;

/// The first of six neighbouring nodes, of `count`, for an argument between nodes `index` and `index` + 1.
fn stencil_start(index: i32, count: i32) -> i32 {
  return clamp(index - 2, 0, count - STENCIL);
}

/// ∏_{j≠k} (t - j) / (k - j) for k = 0 to 5: what the values at nodes 0 to 5 weigh in the polynomial through them, at t.
fn lagrange_weights(t: f32) -> array<f32, 6> {
  let a = t;
  let b = t - 1.0;
  let c = t - 2.0;
  let d = t - 3.0;
  let e = t - 4.0;
  let f = t - 5.0;
  let ab = a * b;
  let ef = e * f;
  return array<f32, 6>(
    -b * c * d * ef / 120.0,
    a * c * d * ef / 24.0,
    -ab * d * ef / 12.0,
    ab * c * ef / 12.0,
    -ab * c * d * f / 24.0,
    ab * c * d * e / 120.0,
  );
}

/// The polynomial through six values at 0 to 5, at t.
fn interpolated(values: array<f32, 6>, t: f32) -> f32 {
  let weights = lagrange_weights(t);
  var sum = 0.0;
  for (var k = 0; k < STENCIL; k += 1) {
    sum = fma(weights[k], values[k], sum);
  }
  return sum;
}

/// Where between `low` and `high` the polynomial through six values at 0 to 5 is zero; it has another sign at `low` than
/// at `high`. Regula falsi as the Illinois algorithm has it (Dowell and Jarratt 1971).
fn root_between(values: array<f32, 6>, low: f32, high: f32) -> f32 {
  var a = low;
  var b = high;
  var at_a = interpolated(values, a);
  var at_b = interpolated(values, b);
  if (at_a == 0.0) {
    return a;
  }
  for (var step = 0; step < 24; step += 1) {
    // The same value at both ends would divide by zero; so close, either is the root.
    if (at_b == 0.0 || at_a == at_b || abs(b - a) < 1e-6) {
      break;
    }
    let t = clamp(b - at_b * (b - a) / (at_b - at_a), low, high);
    let at_t = interpolated(values, t);
    if ((at_t < 0.0) != (at_b < 0.0)) {
      a = b;
      at_a = at_b;
    } else {
      at_a *= 0.5;
    }
    b = t;
    at_b = at_t;
  }
  return b;
}
