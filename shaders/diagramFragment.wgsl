// A diagram as colours : (rows, columns), a pixel a cell, the highest sigmaB2 on top.
//
// values    (chi1, q*, c*, xi_c), row 0 the lowest sigmaB2
// kinds     two bits a quantity, in the same order: number, zero, infinite, absent
// colours   red, green, blue and opacity in a byte each: ground and stripes of zero, infinite and absent, then `steps` from
//           the scale's low end to its high one
// A scale is of the value, or of its logarithm. Stripes rise to the right where infinite, and fall where absent.

struct Params {
  columns: u32,
  rows: u32,
  quantity: u32,
  steps: u32,
  logarithmic: u32,
  low: f32,
  high: f32,
  period: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> values: array<vec4f>;
@group(0) @binding(2) var<storage, read> kinds: array<u32>;
@group(0) @binding(3) var<storage, read> colours: array<u32>;

const INFINITE = 2u;
const ABSENT = 3u;
const KIND_COLOURS = 6u;

fn scale_share(value: f32) -> f32 {
  if (params.logarithmic == 1u) {
    return log2(value / params.low) / log2(params.high / params.low);
  }
  return (value - params.low) / (params.high - params.low);
}

fn on_stripe(kind: u32, pixel: vec2u) -> bool {
  let width = max(1u, params.period / 4u);
  // A multiple of the period is added, so that nothing falls below 0.
  let along = select(pixel.x + pixel.y, pixel.x + params.period * params.rows - pixel.y, kind == ABSENT);
  return kind >= INFINITE && along % params.period < width;
}

@fragment
fn main(@builtin(position) position: vec4f) -> @location(0) vec4f {
  let pixel = vec2u(position.xy);
  let cell = (params.rows - 1u - pixel.y) * params.columns + pixel.x;
  let kind = (kinds[cell] >> (2u * params.quantity)) & 3u;
  var colour = 2u * (kind - 1u) + select(0u, 1u, on_stripe(kind, pixel));
  if (kind == 0u) {
    let share = clamp(scale_share(values[cell][params.quantity]), 0.0, 1.0);
    colour = KIND_COLOURS + u32(share * f32(params.steps - 1u) + 0.5);
  }
  return unpack4x8unorm(colours[colour]);
}
