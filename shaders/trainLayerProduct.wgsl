// What a layer's products have in common, forward and back: eight rows of parameters by eight examples a thread.
import package::trainLayerCurrent::Current;

/// A matrix of parameters, and the rows of the scratch that it multiplies.
struct Factor {
  /// First parameter, and from row to row and from term to term.
  first: u32,
  row_stride: u32,
  term_stride: u32,
  rows: u32,
  terms: u32,
  /// First row of the scratch.
  from_row: u32,
}

@group(0) @binding(1) var<storage, read> parameters: array<f32>;
@group(0) @binding(2) var<storage, read> current: Current;
@group(0) @binding(3) var<storage, read_write> scratch: array<vec4f>;

/// Σ over terms of parameters times values, of rows from `row` on, at the scratch's columns `quad` and the next, of
/// `quads`: row by row, two quads each. All rows have their terms in the same order. Rows and columns past the last are
/// the last again.
fn products(factor: Factor, row: u32, quad: u32, quads: u32) -> array<vec4f, 16> {
  let last = factor.rows - 1u;
  let at0 = factor.first + min(row, last) * factor.row_stride;
  let at1 = factor.first + min(row + 1u, last) * factor.row_stride;
  let at2 = factor.first + min(row + 2u, last) * factor.row_stride;
  let at3 = factor.first + min(row + 3u, last) * factor.row_stride;
  let at4 = factor.first + min(row + 4u, last) * factor.row_stride;
  let at5 = factor.first + min(row + 5u, last) * factor.row_stride;
  let at6 = factor.first + min(row + 6u, last) * factor.row_stride;
  let at7 = factor.first + min(row + 7u, last) * factor.row_stride;
  let second = min(quad + 1u, quads - 1u) - quad;
  var a0 = vec4f();
  var b0 = vec4f();
  var a1 = vec4f();
  var b1 = vec4f();
  var a2 = vec4f();
  var b2 = vec4f();
  var a3 = vec4f();
  var b3 = vec4f();
  var a4 = vec4f();
  var b4 = vec4f();
  var a5 = vec4f();
  var b5 = vec4f();
  var a6 = vec4f();
  var b6 = vec4f();
  var a7 = vec4f();
  var b7 = vec4f();
  for (var term = 0u; term < factor.terms; term += 1u) {
    let from_at = (factor.from_row + term) * quads + quad;
    let a = scratch[from_at];
    let b = scratch[from_at + second];
    let at = term * factor.term_stride;
    let p0 = vec4f(parameters[at0 + at]);
    a0 = fma(p0, a, a0);
    b0 = fma(p0, b, b0);
    let p1 = vec4f(parameters[at1 + at]);
    a1 = fma(p1, a, a1);
    b1 = fma(p1, b, b1);
    let p2 = vec4f(parameters[at2 + at]);
    a2 = fma(p2, a, a2);
    b2 = fma(p2, b, b2);
    let p3 = vec4f(parameters[at3 + at]);
    a3 = fma(p3, a, a3);
    b3 = fma(p3, b, b3);
    let p4 = vec4f(parameters[at4 + at]);
    a4 = fma(p4, a, a4);
    b4 = fma(p4, b, b4);
    let p5 = vec4f(parameters[at5 + at]);
    a5 = fma(p5, a, a5);
    b5 = fma(p5, b, b5);
    let p6 = vec4f(parameters[at6 + at]);
    a6 = fma(p6, a, a6);
    b6 = fma(p6, b, b6);
    let p7 = vec4f(parameters[at7 + at]);
    a7 = fma(p7, a, a7);
    b7 = fma(p7, b, b7);
  }
  return array(a0, b0, a1, b1, a2, b2, a3, b3, a4, b4, a5, b5, a6, b6, a7, b7);
}
