// What an ensemble's network has in hand while it goes through the layers, for shaders/ensemble.wgsl, which says what the
// bindings hold.
import package::scaled::Scaled;

override THREADS: u32;
override PAIR: bool;
override GRADIENT: bool;

struct Params {
  width: u32,
  stride: u32,
  depth: u32,
  seed: u32,
  first_network: u32,
  networks: u32,
  first_step: u32,
  end_step: u32,
  weight: f32,
  weight_low: f32,
  weight_exponent: i32,
  bias: f32,
  bias_exponent: i32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> inputs: array<f32>;
@group(0) @binding(2) var<storage, read_write> rows: array<f32>;
@group(0) @binding(3) var<storage, read_write> kept: array<f32>;
@group(0) @binding(4) var<storage, read_write> results: array<Scaled>;

/// Zeros before a row: a block of four numbers may begin three before it.
const LEAD: u32 = 4u;
const ROWS: u32 = 6u;
// Rows: forward h and z of both inputs; back the gradient, what the weights multiply, and four partial sums.
const H: u32 = 0u;
const Z: u32 = 2u;
const G: u32 = 0u;
const D: u32 = 1u;
const PARTIAL: u32 = 2u;

/// The exponents of the largest values of two inputs, of this step and of the next.
var<workgroup> peaks: array<atomic<i32>, 4>;

/// Where this network's rows begin.
var<private> rows_start: u32;

fn at(row: u32, unit: u32) -> u32 {
  return rows_start + row * params.stride + LEAD + unit;
}

/// Rows are in storage, peaks in the workgroup's memory.
fn barrier() {
  storageBarrier();
  workgroupBarrier();
}

/// Where z of layer `layer` is kept; its frame follows at `width`.
fn kept_at(network: u32, layer: u32) -> u32 {
  return (network * params.depth + layer - 1u) * (params.width + 1u);
}

/// Σ x y over the units of two rows, in four partial sums.
fn dot_of(x: u32, y: u32) -> f32 {
  var sum = vec4f();
  // Rows end in zeros.
  for (var unit = 0u; unit < params.width; unit += 4u) {
    let i = at(x, unit);
    let j = at(y, unit);
    sum = fma(
      vec4f(rows[i], rows[i + 1u], rows[i + 2u], rows[i + 3u]),
      vec4f(rows[j], rows[j + 1u], rows[j + 2u], rows[j + 3u]),
      sum,
    );
  }
  return (sum.x + sum.y) + (sum.z + sum.w);
}

fn write_result(network: u32, layer: u32, quantity: u32, value: f32, exponent: i32) {
  let quantities = 1u + select(0u, 3u, PAIR) + select(0u, 1u, GRADIENT);
  results[(network * (params.depth + 1u) + layer) * quantities + quantity] = Scaled(value, exponent);
}

/// Sums times √(σ_w² / width) less its power of two, rounded once: 12 bits of each multiply exactly, and what is left
/// joins them before the rounding. A factor that float32 rounds would be as far off in each layer, and to the same side.
fn weighted(sums: vec2f) -> vec2f {
  let leading = bitcast<vec2f>(bitcast<vec2u>(sums) & vec2u(0xfffff000u));
  let rest = leading * params.weight_low + (sums - leading) * (params.weight + params.weight_low);
  return leading * params.weight + rest;
}

/// Input a, and b where there is a pair.
fn inputs_in_hand() -> u32 {
  return select(1u, 2u, PAIR);
}
