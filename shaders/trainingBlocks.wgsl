// The scratch of shaders/trainingRows.wgsl in blocks of four examples, which a thread takes at once.
import package::trainingRows::params;
import package::trainingRows::data;

@group(0) @binding(6) var<storage, read_write> blocks: array<vec4f>;

/// Where a row's numbers for a block lie; columns come in fours.
fn block_at(row: u32, block: u32) -> u32 {
  return row * (params.columns / 4u) + block;
}

/// A row of `data` for four examples.
fn data_of(row: u32, examples: vec4u) -> vec4f {
  let at = row * params.examples + examples;
  return vec4f(data[at.x], data[at.y], data[at.z], data[at.w]);
}
