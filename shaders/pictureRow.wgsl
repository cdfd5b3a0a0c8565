// log2 of each unit's root mean square over the first few examples, a row of the picture : (units)
//
// values    (units, stride) mantissas, one power of two an example in frame; stride is at least four
// picture   values start to start + units - 1 are written; SILENT for a unit that is zero in every example
// Of four examples the first `examples` count. One thread a unit: dispatch (units / 64), rounded up.
import package::exampleTally::picture_value;

struct Params {
  units: u32,
  stride: u32,
  examples: u32,
  start: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> values: array<f32>;
@group(0) @binding(2) var<storage, read> frame: array<i32>;
@group(0) @binding(3) var<storage, read_write> picture: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let unit = id.x;
  if (unit >= params.units) {
    return;
  }
  let at = unit * params.stride;
  let four = vec4f(values[at], values[at + 1u], values[at + 2u], values[at + 3u]);
  let frames = vec4i(frame[0], frame[1], frame[2], frame[3]);
  picture[params.start + unit] = picture_value(four, frames, params.examples);
}
