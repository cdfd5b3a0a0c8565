// The ends of C = A B : (m, k) · (k, n) → (m, n), all float32. The product itself is generated
// (src/gpu/matmul/generator.ts) and calls what is here.
//
// a   (m, k), or (k, m) where the kernel is made for a transposed A; row-major, as b and c
// All sides are padded with zeros to multiples of 4.
// A dispatch may do a part: it starts at workgroup (first_x, first_y) of the whole.

struct Params {
  m: u32,
  k: u32,
  n: u32,
  first_x: u32,
  first_y: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> a: array<vec4f>;
@group(0) @binding(2) var<storage, read> b: array<vec4f>;
@group(0) @binding(3) var<storage, read_write> c: array<vec4f>;

/// What the columns 4 column to 4 column + 3 have in common: nothing here.
fn column_terms(column: u32, leads: bool) -> bool {
  return leads;
}

/// What the rows row to row + 3 have in common: nothing here.
fn row_terms(row: u32) -> f32 {
  return 0.0;
}

/// Four rows of four columns of C.
fn write(row: u32, column: u32, own_row: f32, own_column: bool, sum0: vec4f, sum1: vec4f, sum2: vec4f, sum3: vec4f) {
  let columns = (params.n + 3u) / 4u;
  let at = row * columns + column;
  c[at] = sum0;
  c[at + columns] = sum1;
  c[at + 2u * columns] = sum2;
  c[at + 3u * columns] = sum3;
}
