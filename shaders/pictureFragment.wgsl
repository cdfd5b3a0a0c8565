// A picture as colours : (2 rows + gap, columns), activations above, nothing in the gap, gradients below.
//
// picture   log2 of root mean squares: depth rows of activations, then as many of gradients, stride apart;
//           below SILENT for a unit that is zero in every example
// colours   red, green, blue and opacity in a byte each: a silent unit's, then `steps` from the smallest
//           magnitude, 2^-log2_range, to the largest, 2^log2_range
// A pixel shows one layer and unit; where there are fewer pixels, some are left out.

struct Params {
  depth: u32,
  units: u32,
  stride: u32,
  columns: u32,
  rows: u32,
  gap: u32,
  steps: u32,
  log2_range: f32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> picture: array<f32>;
@group(0) @binding(2) var<storage, read> colours: array<u32>;

/// Anything below is a unit without a value other than zero.
const SILENT: f32 = -1e38;

fn colour_index(value: f32) -> u32 {
  if (value < SILENT) {
    return 0u;
  }
  let share = clamp(value / params.log2_range, -1.0, 1.0);
  return 1u + u32((share + 1.0) * 0.5 * f32(params.steps - 1u) + 0.5);
}

@fragment
fn main(@builtin(position) position: vec4f) -> @location(0) vec4f {
  let pixel = vec2u(position.xy);
  let panel = pixel.y / (params.rows + params.gap);
  let row = pixel.y % (params.rows + params.gap);
  if (row >= params.rows) {
    return vec4f();
  }
  let layer = pixel.x * params.depth / params.columns;
  let unit = row * params.units / params.rows;
  let value = picture[(panel * params.depth + layer) * params.stride + unit];
  return unpack4x8unorm(colours[colour_index(value)]);
}
