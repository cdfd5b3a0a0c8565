// The inputs of the examples of a step, side by side, into the first rows of the scratch : (features, columns)
//
// Columns past the last example, up to a multiple of four, repeat it: what becomes of them is finite where it is, and no
// gradient counts them.
// A thread takes a column of every num_workgroups.y-th feature: dispatch (columns / 64, features at most), rounded up.
import package::trainLayerCurrent::Current;

struct Params {
  features: u32,
  examples: u32,
  columns: u32,
  ordered: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> data: array<f32>;
@group(0) @binding(2) var<storage, read> orders: array<u32>;
@group(0) @binding(3) var<storage, read> current: Current;
@group(0) @binding(4) var<storage, read_write> scratch: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) workgroups: vec3u) {
  if (id.x >= (current.count + 3u) / 4u * 4u) {
    return;
  }
  var example = current.start + min(id.x, current.count - 1u);
  if (params.ordered == 1u) {
    example = orders[example];
  }
  for (var feature = id.y; feature < params.features; feature += workgroups.y) {
    scratch[feature * params.columns + id.x] = data[feature * params.examples + example];
  }
}
