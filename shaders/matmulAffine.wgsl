// The ends of z = W h + b : (m, k) · (k, n) → (m, n), a layer's units by its examples, and of
// Wᵀ g, which has no b. The product itself is generated (src/gpu/matmul/generator.ts) and calls
// what is here.
//
// a       unit weights, (m, k), or (k, m) where the kernel is made for Wᵀ; row-major, both sides
//         padded with zeros to multiples of 4; W = a · (scale_high + scale_low) · 2^scale_exponent
// b       (k, n) mantissas; rows padded with zeros, examples with anything, to multiples of 4
// frame   one power of two an example: h[i, j] = b[i, j] · 2^frame[j]
// A dispatch may do a part: it starts at workgroup (first_x, first_y) of the whole.
import package::scaled::scale_by_power_of_two;

struct Params {
  m: u32,
  k: u32,
  n: u32,
  first_x: u32,
  first_y: u32,
  has_bias: u32,
  scale_high: f32,
  scale_low: f32,
  scale_exponent: i32,
  bias_exponent: i32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> a: array<vec4f>;
@group(0) @binding(2) var<storage, read> bias: array<vec4f>;
@group(0) @binding(3) var<storage, read> b: array<vec4f>;
@group(0) @binding(4) var<storage, read> frame: array<vec4i>;
@group(0) @binding(5) var<storage, read_write> c: array<vec4f>;
@group(0) @binding(6) var<storage, read_write> c_frame: array<vec4i>;

/// Factors that bring the product and the bias of four examples into their common frames.
struct ColumnTerms {
  product: vec4f,
  bias: vec4f,
}

/// 2^(own - shared_frame) for each example, where own <= shared_frame.
fn shrink(own: vec4i, shared_frame: vec4i) -> vec4f {
  let shift = own - shared_frame;
  return vec4f(
    scale_by_power_of_two(1.0, shift.x),
    scale_by_power_of_two(1.0, shift.y),
    scale_by_power_of_two(1.0, shift.z),
    scale_by_power_of_two(1.0, shift.w),
  );
}

/// Of the examples 4 column to 4 column + 3; the thread that leads them writes their frame.
fn column_terms(column: u32, leads: bool) -> ColumnTerms {
  let product_frame = frame[column] + params.scale_exponent;
  var out_frame = product_frame;
  var terms = ColumnTerms(vec4f(1.0), vec4f());
  if (params.has_bias != 0u) {
    out_frame = max(product_frame, vec4i(params.bias_exponent));
    terms = ColumnTerms(shrink(product_frame, out_frame), shrink(vec4i(params.bias_exponent), out_frame));
  }
  if (leads) {
    c_frame[column] = out_frame;
  }
  return terms;
}

/// The biases of the units row to row + 3.
fn row_terms(row: u32) -> vec4f {
  if (params.has_bias == 0u) {
    return vec4f();
  }
  return bias[min(row, params.m - 1u) / 4u];
}

/// The scale in two parts, so that its own rounding does not grow with depth.
fn scaled_sum(sum: vec4f) -> vec4f {
  return fma(sum, vec4f(params.scale_low), sum * params.scale_high);
}

/// Four units of four examples.
fn write(
  row: u32,
  column: u32,
  own_row: vec4f,
  own_column: ColumnTerms,
  sum0: vec4f,
  sum1: vec4f,
  sum2: vec4f,
  sum3: vec4f,
) {
  let columns = (params.n + 3u) / 4u;
  let at = row * columns + column;
  c[at] = fma(vec4f(own_row.x), own_column.bias, scaled_sum(sum0) * own_column.product);
  c[at + columns] = fma(vec4f(own_row.y), own_column.bias, scaled_sum(sum1) * own_column.product);
  c[at + 2u * columns] = fma(vec4f(own_row.z), own_column.bias, scaled_sum(sum2) * own_column.product);
  c[at + 3u * columns] = fma(vec4f(own_row.w), own_column.bias, scaled_sum(sum3) * own_column.product);
}
