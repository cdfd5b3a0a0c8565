// z of the last layer into the results : (outputs, examples), for the examples in hand.
//
// A thread takes an example's every num_workgroups.y-th output: dispatch (columns / 64, outputs at most), rounded up.
import package::trainingStore::Results;
import package::trainLayerCurrent::Current;

struct Params {
  outputs: u32,
  examples: u32,
  columns: u32,
  last_row: u32,
  logits_start: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> scratch: array<f32>;
@group(0) @binding(2) var<storage, read> current: Current;
@group(0) @binding(3) var<storage, read_write> results: Results;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) workgroups: vec3u) {
  if (id.x >= current.count) {
    return;
  }
  for (var output = id.y; output < params.outputs; output += workgroups.y) {
    let z = scratch[(params.last_row + output) * params.columns + id.x];
    results.values[params.logits_start + output * params.examples + current.start + id.x] = z;
  }
}
