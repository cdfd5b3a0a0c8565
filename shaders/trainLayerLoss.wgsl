// The loss of each example, and ∂loss/∂z of the last layer in the place of z : (outputs, examples)
//
// Bindings are in shaders/trainingRows.wgsl. Columns past the last example, up to a multiple of four, have no gradient.
// One thread four examples: dispatch (columns / (4 THREADS)), rounded up.
import package::trainingStore::are_fine;
import package::trainingRows::THREADS;
import package::trainingRows::params;
import package::trainingRows::layers;
import package::trainingRows::orders;
import package::trainingRows::results;
import package::trainingBlocks::blocks;
import package::trainingBlocks::block_at;
import package::trainingLosses::losses_of;
import package::trainLayerCurrent::Current;

@group(0) @binding(8) var<storage, read> current: Current;

@compute @workgroup_size(THREADS)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let block = id.x;
  if (current.is_stopped == 1u || 4u * block >= current.count) {
    return;
  }
  let places = 4u * block + vec4u(0u, 1u, 2u, 3u);
  // The batch's last example fills up the last block, with no share.
  let listed = current.start + min(places, vec4u(current.count - 1u));
  let examples = vec4u(orders[listed.x], orders[listed.y], orders[listed.z], orders[listed.w]);
  let counts = places < vec4u(current.count);
  let last = params.loss_row - layers[params.layers - 1u].fan_out;
  let losses = losses_of(last, examples, block, select(vec4f(), vec4f(current.share), counts));
  blocks[block_at(params.loss_row, block)] = select(vec4f(), losses, counts);
  if (!are_fine(losses)) {
    atomicMin(&results.broken_at, current.iteration);
  }
}
