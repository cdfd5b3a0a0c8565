// The loss of each example, and ∂loss/∂z of the last layer in the place of z : (outputs, examples)
//
// Bindings are in shaders/trainingRows.wgsl. Columns past the last example, up to a multiple of four, have no gradient.
// One thread an example: dispatch (columns / THREADS), rounded up.
import package::trainingStore::is_fine;
import package::trainingRows::THREADS;
import package::trainingRows::params;
import package::trainingRows::layers;
import package::trainingRows::orders;
import package::trainingRows::scratch;
import package::trainingRows::results;
import package::trainingRows::at;
import package::trainingLosses::loss_of;
import package::trainLayerCurrent::Current;

@group(0) @binding(8) var<storage, read> current: Current;

@compute @workgroup_size(THREADS)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let column = id.x;
  if (current.is_stopped == 1u || column >= (current.count + 3u) / 4u * 4u) {
    return;
  }
  let outputs = layers[params.layers - 1u].fan_out;
  let last = params.loss_row - outputs;
  var loss = 0.0;
  if (column < current.count) {
    loss = loss_of(last, orders[current.start + column], column, current.share);
    if (!is_fine(loss)) {
      atomicMin(&results.broken_at, current.iteration);
    }
  } else {
    for (var output = 0u; output < outputs; output += 1u) {
      scratch[at(last + output, column)] = 0.0;
    }
  }
  scratch[at(params.loss_row, column)] = loss;
}
