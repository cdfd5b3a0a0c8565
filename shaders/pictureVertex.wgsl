// One triangle over the whole target: vertices (-1, -1), (3, -1) and (-1, 3). Draw 3 vertices.

@vertex
fn main(@builtin(vertex_index) index: u32) -> @builtin(position) vec4f {
  return vec4f(select(-1.0, 3.0, index == 1u), select(-1.0, 3.0, index == 2u), 0.0, 1.0);
}
