// z of the last layer for examples from `first_example` on, (outputs, examples) into the results.
//
// Bindings are in shaders/trainingRows.wgsl. One thread four examples: dispatch (blocks / THREADS), rounded up.
import package::trainingRows::THREADS;
import package::trainingRows::params;
import package::trainingRows::layers;
import package::trainingBlocks::blocks;
import package::trainingRows::results;
import package::trainingBlocks::block_at;
import package::trainingRows::copy_after;
import package::trainingForward::forward;

@compute @workgroup_size(THREADS)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let block = id.x;
  let first = params.first_example + 4u * block;
  if (block >= params.columns / 4u || first >= params.examples) {
    return;
  }
  // The last example fills up the last block.
  forward(copy_after(params.iteration), min(first + vec4u(0u, 1u, 2u, 3u), vec4u(params.examples - 1u)), block);
  let outputs = layers[params.layers - 1u].fan_out;
  for (var output = 0u; output < outputs; output += 1u) {
    let z = blocks[block_at(params.loss_row - outputs + output, block)];
    let start = params.logits_start + output * params.examples;
    for (var place = 0u; place < min(4u, params.examples - first); place += 1u) {
      results.values[start + first + place] = z[place];
    }
  }
}
