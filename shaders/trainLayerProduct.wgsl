// What a layer's products have in common, forward and back: eight rows of parameters by four examples a thread.
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

/// Σ over terms of parameters times values, of rows from `row` on, at the scratch's column `quad` of `quads`. All rows
/// have their terms in the same order. Rows past the last are the last again.
fn products(factor: Factor, row: u32, quad: u32, quads: u32) -> array<vec4f, 8> {
  let last = factor.rows - 1u;
  let p0 = factor.first + min(row, last) * factor.row_stride;
  let p1 = factor.first + min(row + 1u, last) * factor.row_stride;
  let p2 = factor.first + min(row + 2u, last) * factor.row_stride;
  let p3 = factor.first + min(row + 3u, last) * factor.row_stride;
  let p4 = factor.first + min(row + 4u, last) * factor.row_stride;
  let p5 = factor.first + min(row + 5u, last) * factor.row_stride;
  let p6 = factor.first + min(row + 6u, last) * factor.row_stride;
  let p7 = factor.first + min(row + 7u, last) * factor.row_stride;
  var s0 = vec4f();
  var s1 = vec4f();
  var s2 = vec4f();
  var s3 = vec4f();
  var s4 = vec4f();
  var s5 = vec4f();
  var s6 = vec4f();
  var s7 = vec4f();
  for (var term = 0u; term < factor.terms; term += 1u) {
    let value = scratch[(factor.from_row + term) * quads + quad];
    let at = term * factor.term_stride;
    s0 = fma(vec4f(parameters[p0 + at]), value, s0);
    s1 = fma(vec4f(parameters[p1 + at]), value, s1);
    s2 = fma(vec4f(parameters[p2 + at]), value, s2);
    s3 = fma(vec4f(parameters[p3 + at]), value, s3);
    s4 = fma(vec4f(parameters[p4 + at]), value, s4);
    s5 = fma(vec4f(parameters[p5 + at]), value, s5);
    s6 = fma(vec4f(parameters[p6 + at]), value, s6);
    s7 = fma(vec4f(parameters[p7 + at]), value, s7);
  }
  return array(s0, s1, s2, s3, s4, s5, s6, s7);
}
