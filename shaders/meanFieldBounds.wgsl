// Moments with the bounds of E[φ²] / q beside them : (MOMENT_NODES)
//
// raw       (E[φ²] / q, E[φ′²], 1 / q, 0)
// moments   (E[φ²] / q, E[φ′²], 1 / q, bound): from q = 1 on the least E[φ²] / q at a node and above it; below q = 1 the
//           largest at a node and below it
// One thread a node: dispatch (MOMENT_NODES / 64), rounded up.
import package::meanFieldGrid::NODES_PER_OCTAVE;
import package::meanFieldGrid::OCTAVES;

struct Params {
  nodes: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> raw: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> moments: array<vec4f>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= params.nodes) {
    return;
  }
  let own = raw[id.x];
  var bound = own.x;
  if (id.x < u32(OCTAVES * NODES_PER_OCTAVE)) {
    for (var j = 0u; j < id.x; j += 1u) {
      bound = max(bound, raw[j].x);
    }
  } else {
    for (var j = id.x; j < params.nodes; j += 1u) {
      bound = min(bound, raw[j].x);
    }
  }
  moments[id.x] = vec4f(own.xyz, bound);
}
