// The first column, side by side : (units, stride) → (units, columns), mantissas with their power of two.
//
// values, frame               of which column 0 is read
// repeated, repeated_frame    columns and stride are multiples of 4
// One thread four values: dispatch (columns / 4 / 64, units), rounded up; every column's frame is written.

struct Params {
  units: u32,
  stride: u32,
  columns: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> values: array<f32>;
@group(0) @binding(2) var<storage, read> frame: array<i32>;
@group(0) @binding(3) var<storage, read_write> repeated: array<vec4f>;
@group(0) @binding(4) var<storage, read_write> repeated_frame: array<vec4i>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let steps = params.columns / 4u;
  if (id.x >= steps) {
    return;
  }
  repeated[id.y * steps + id.x] = vec4f(values[id.y * params.stride]);
  if (id.y == 0u) {
    repeated_frame[id.x] = vec4i(frame[0]);
  }
}
