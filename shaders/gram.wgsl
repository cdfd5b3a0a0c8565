// XᵀX of mantissas : (units, examples) → (examples, examples)
//
// values   (units, examples) mantissas; examples padded with anything to a multiple of 4
// gram     (examples, examples), padded the same way; the examples' powers of two are left to the reader, and so are
//          the blocks of 4 × 4 below the diagonal, which are not written: the matrix is symmetric
// Each thread makes 4 × 4 products; dispatch (examples / 4 / 8, examples / 4 / 8), rounded up. Sums are made in
// blocks, so that rounding grows with the square root of the units rather than with the units.

struct Params {
  units: u32,
  examples: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> values: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> gram: array<vec4f>;

const BLOCK: u32 = 32u;

@compute @workgroup_size(8, 8)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let steps = params.examples / 4u;
  if (id.x >= steps || id.x < id.y) {
    return;
  }
  var sum = mat4x4f();
  for (var start = 0u; start < params.units; start += BLOCK) {
    var part = mat4x4f();
    for (var unit = start; unit < min(start + BLOCK, params.units); unit += 1u) {
      let rows = values[unit * steps + id.y];
      let columns = values[unit * steps + id.x];
      part[0] = fma(vec4f(rows.x), columns, part[0]);
      part[1] = fma(vec4f(rows.y), columns, part[1]);
      part[2] = fma(vec4f(rows.z), columns, part[2]);
      part[3] = fma(vec4f(rows.w), columns, part[3]);
    }
    sum += part;
  }
  for (var row = 0u; row < 4u; row += 1u) {
    gram[(4u * id.y + row) * steps + id.x] = sum[row];
  }
}
