// C = A B : (m, k) · (k, n) → (m, n), or Aᵀ stored: the plain kernel that the fast ones are checked
// against. One value a thread, no tiles, nothing shared.
//
// a   (m, k), or (k, m) where transposed is not 0; row-major, as b and c
// All sides are padded with zeros to multiples of 4.
// Dispatch (n / 16, m / 4), both rounded up.

struct Params {
  m: u32,
  k: u32,
  n: u32,
  transposed: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> a: array<f32>;
@group(0) @binding(2) var<storage, read> b: array<f32>;
@group(0) @binding(3) var<storage, read_write> c: array<f32>;

fn padded(side: u32) -> u32 {
  return (side + 3u) / 4u * 4u;
}

@compute @workgroup_size(16, 4)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= params.n || id.y >= params.m) {
    return;
  }
  let along_row = vec2u(padded(params.k), 1u);
  let along_column = vec2u(1u, padded(params.m));
  let stride = select(along_row, along_column, params.transposed != 0u);
  let columns = padded(params.n);
  var sum = 0.0;
  for (var i = 0u; i < params.k; i += 1u) {
    sum = fma(a[id.y * stride.x + i * stride.y], b[i * columns + id.x], sum);
  }
  c[id.y * columns + id.x] = sum;
}
