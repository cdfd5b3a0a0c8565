// φ_out(z) in the place of z, elementwise : (outputs, points), for mean_squared_error, whose scores they are. The pipeline's φ is
// the outputs'.
//
// One thread four points: dispatch (groups / 64), rounded up.
import package::hiddenActivation::hidden_activation;

struct Params {
  groups: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read_write> scores: array<vec4f>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x < params.groups) {
    scores[id.x] = hidden_activation(scores[id.x]).value;
  }
}
