// copy[i] = source[i] + addend, each read once and written once
//
// source, copy   `count` vec4f each
// Threads stride through them side by side; dispatch any number of workgroups of 64.

struct Params {
  count: u32,
  addend: f32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> source: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> copy: array<vec4f>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  for (var at = id.x; at < params.count; at += groups.x * 64u) {
    copy[at] = source[at] + params.addend;
  }
}
