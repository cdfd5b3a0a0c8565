// z of the last layer for examples from `first_example` on, (outputs, examples) into the results.
//
// Bindings are in shaders/trainingRows.wgsl. One thread an example: dispatch (columns / THREADS), rounded up.
import package::trainingRows::THREADS;
import package::trainingRows::params;
import package::trainingRows::layers;
import package::trainingRows::scratch;
import package::trainingRows::results;
import package::trainingRows::at;
import package::trainingRows::copy_after;
import package::trainingForward::forward;

@compute @workgroup_size(THREADS)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let column = id.x;
  let example = params.first_example + column;
  if (column >= params.columns || example >= params.examples) {
    return;
  }
  forward(copy_after(params.iteration), example, column);
  let outputs = layers[params.layers - 1u].fan_out;
  for (var output = 0u; output < outputs; output += 1u) {
    let z = scratch[at(params.loss_row - outputs + output, column)];
    results.values[params.logits_start + output * params.examples + example] = z;
  }
}
