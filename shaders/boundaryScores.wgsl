// φ_out(z) in the place of z, elementwise : (outputs, points), for mean_squared_error, whose scores they are.
//
// One thread four points: dispatch (groups / 64), rounded up.
import package::scaled::Scaled;
import package::scaled::in_frame;
import package::nonlinearity::activation_of;

struct Params {
  groups: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read_write> scores: array<vec4f>;

fn activated(z: f32) -> f32 {
  return in_frame(activation_of(Scaled(z, 0)), 0);
}

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x < params.groups) {
    let z = scores[id.x];
    scores[id.x] = vec4f(activated(z.x), activated(z.y), activated(z.z), activated(z.w));
  }
}
