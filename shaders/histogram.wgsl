// Counts of a layer's values in equal bins over mean ± 4 std : (units, examples) → (bins + 3)
//
// values   (units, stride) mantissas, one power of two an example in frame
// layers   the statistics of all layers; entry `layer` gives the range
// counts   bins counts, then values below, values above, and exact zeros, which no bin counts
// One thread an example, for the first `examples` columns: dispatch (examples / 64), rounded up.
import package::scaled::scale_by_power_of_two;
import package::layerStatistics::LayerStatistics;

struct Params {
  units: u32,
  stride: u32,
  examples: u32,
  layer: u32,
  bins: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> values: array<f32>;
@group(0) @binding(2) var<storage, read> frame: array<i32>;
@group(0) @binding(3) var<storage, read> layers: array<LayerStatistics>;
@group(0) @binding(4) var<storage, read_write> counts: array<atomic<u32>>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let example = id.x;
  if (example >= params.examples) {
    return;
  }
  let layer = layers[params.layer];
  let deviation = sqrt(layer.variance);
  let low = fma(-4.0, deviation, layer.mean);
  let per_bin = select(f32(params.bins) / (8.0 * deviation), 0.0, deviation == 0.0);
  let shift = frame[example] - layer.exponent;
  for (var unit = 0u; unit < params.units; unit += 1u) {
    let mantissa = values[unit * params.stride + example];
    var bin = params.bins + 2u;
    if (mantissa != 0.0) {
      // Where all values are equal, the middle bin holds them.
      let distance = (scale_by_power_of_two(mantissa, shift) - low) * per_bin;
      let position = select(distance, 0.5 * f32(params.bins), deviation == 0.0);
      if (position < 0.0) {
        bin = params.bins;
      } else if (position >= f32(params.bins)) {
        bin = params.bins + 1u;
      } else {
        bin = u32(position);
      }
    }
    atomicAdd(&counts[bin], 1u);
  }
}
