// ∂loss/∂(W, b) = ∂loss/∂z hᵀ of one layer, a sum for each stretch of CHUNK examples : (fanOut, examples) · (examples, fanIn + 1)
//
// sums   for each stretch an array laid out as the parameters are; the row of ones below h makes the bias's
// One thread four units by four of fanIn + 1, all with their examples in the same order: dispatch
// ((fanIn + 1) / 32, fanOut / 32, stretches), rounded up, from `first_unit` and `first_stretch` on.
import package::trainLayerCurrent::Current;

/// Examples of a stretch, a multiple of four.
override CHUNK: u32;

struct Params {
  array: u32,
  start: u32,
  fan_in: u32,
  fan_out: u32,
  quads: u32,
  first_unit: u32,
  first_stretch: u32,
  activation_row: u32,
  gradient_row: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> current: Current;
@group(0) @binding(2) var<storage, read> scratch: array<vec4f>;
@group(0) @binding(3) var<storage, read_write> sums: array<f32>;

/// Rows of the scratch from `row` on, of which `last` is the last that counts.
fn places(first: u32, row: u32, last: u32) -> vec4u {
  return (first + min(row + vec4u(0u, 1u, 2u, 3u), vec4u(last))) * params.quads;
}

fn total(quad: vec4f) -> f32 {
  return (quad.x + quad.y) + (quad.z + quad.w);
}

@compute @workgroup_size(8, 8)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let term = 4u * id.x;
  let unit = params.first_unit + 4u * id.y;
  let stretch = params.first_stretch + id.z;
  let first = stretch * CHUNK;
  if (current.is_stopped == 1u || term > params.fan_in || unit >= params.fan_out || first >= current.count) {
    return;
  }
  let g = places(params.gradient_row, unit, params.fan_out - 1u);
  let h = places(params.activation_row, term, params.fan_in);
  var s00 = vec4f();
  var s01 = vec4f();
  var s02 = vec4f();
  var s03 = vec4f();
  var s10 = vec4f();
  var s11 = vec4f();
  var s12 = vec4f();
  var s13 = vec4f();
  var s20 = vec4f();
  var s21 = vec4f();
  var s22 = vec4f();
  var s23 = vec4f();
  var s30 = vec4f();
  var s31 = vec4f();
  var s32 = vec4f();
  var s33 = vec4f();
  let end = (min(first + CHUNK, current.count) + 3u) / 4u;
  for (var quad = first / 4u; quad < end; quad += 1u) {
    let g0 = scratch[g.x + quad];
    let g1 = scratch[g.y + quad];
    let g2 = scratch[g.z + quad];
    let g3 = scratch[g.w + quad];
    let h0 = scratch[h.x + quad];
    let h1 = scratch[h.y + quad];
    let h2 = scratch[h.z + quad];
    let h3 = scratch[h.w + quad];
    s00 = fma(g0, h0, s00);
    s01 = fma(g0, h1, s01);
    s02 = fma(g0, h2, s02);
    s03 = fma(g0, h3, s03);
    s10 = fma(g1, h0, s10);
    s11 = fma(g1, h1, s11);
    s12 = fma(g1, h2, s12);
    s13 = fma(g1, h3, s13);
    s20 = fma(g2, h0, s20);
    s21 = fma(g2, h1, s21);
    s22 = fma(g2, h2, s22);
    s23 = fma(g2, h3, s23);
    s30 = fma(g3, h0, s30);
    s31 = fma(g3, h1, s31);
    s32 = fma(g3, h2, s32);
    s33 = fma(g3, h3, s33);
  }
  let tile = array(s00, s01, s02, s03, s10, s11, s12, s13, s20, s21, s22, s23, s30, s31, s32, s33);
  let row = params.fan_in + 1u;
  for (var i = 0u; i < min(4u, params.fan_out - unit); i += 1u) {
    for (var j = 0u; j < min(4u, row - term); j += 1u) {
      sums[stretch * params.array + params.start + (unit + i) * row + term + j] = total(tile[4u * i + j]);
    }
  }
}
