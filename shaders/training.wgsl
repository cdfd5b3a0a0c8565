// Whole updates of a network's parameters, one after the other, in one workgroup.
//
// An update takes a batch forward and back, ∂loss/∂h_(l-1) = Wᵀ ∂loss/∂z_l, ∂loss/∂z = φ′(z) ∂loss/∂h, each thread whole
// examples; then each thread takes parameters, whose gradient is Σ over examples of ∂loss/∂z h, always in the same order, and
// writes what the optimizer makes of them into the other copy. Steps from `updates` on take the loss alone.
//
// Bindings are in shaders/trainingRows.wgsl. Dispatch (1).
import package::trainingStore::Layer;
import package::trainingStore::Step;
import package::trainingStore::is_fine;
import package::trainingRows::THREADS;
import package::trainingRows::params;
import package::trainingRows::layers;
import package::trainingRows::steps;
import package::trainingRows::orders;
import package::trainingRows::parameters;
import package::trainingRows::scratch;
import package::trainingRows::results;
import package::trainingRows::at;
import package::trainingRows::copy_after;
import package::trainingForward::forward;
import package::trainingLosses::loss_of;
import package::trainingUpdate::update;

/// ∂loss/∂z of every hidden layer of one example, from that of the last, whose rows begin at `last`.
fn backward(copy: u32, last: u32, column: u32) {
  var above = last;
  for (var index = params.layers - 1u; index > 0u; index -= 1u) {
    let layer = layers[index];
    let below = above - layer.fan_in;
    for (var unit = 0u; unit < layer.fan_in; unit += 1u) {
      var sum = 0.0;
      for (var term = 0u; term < layer.fan_out; term += 1u) {
        let weight = parameters[copy + layer.start + term * (layer.fan_in + 1u) + unit];
        sum = fma(weight, scratch[at(above + term, column)], sum);
      }
      let place = at(below + unit, column);
      scratch[place] = scratch[place] * sum;
    }
    above = below;
  }
}

/// One example there and back; false where its loss is not fine.
fn go_through(copy: u32, example: u32, column: u32, share: f32) -> bool {
  let is_whole = forward(copy, example, column);
  let last = params.loss_row - layers[params.layers - 1u].fan_out;
  let loss = loss_of(last, example, column, share);
  scratch[at(params.loss_row, column)] = loss;
  backward(copy, last, column);
  return is_whole && is_fine(loss);
}

/// Σ over the batch of ∂loss/∂z h.
fn gradient_of(gradient_row: u32, activation_row: u32, count: u32) -> f32 {
  var sum = 0.0;
  for (var column = 0u; column < count; column += 1u) {
    sum = fma(scratch[at(gradient_row, column)], scratch[at(activation_row, column)], sum);
  }
  return sum;
}

/// Updates this thread's parameters; false where one is not fine afterwards.
fn update_all(step: Step, from_copy: u32, to_copy: u32, thread: u32) -> bool {
  var h = 0u;
  var gradient = params.gradient_rows;
  var are_fine = true;
  for (var index = 0u; index < params.layers; index += 1u) {
    let layer = layers[index];
    let row = layer.fan_in + 1u;
    for (var place = thread; place < layer.fan_out * row; place += THREADS) {
      let sum = gradient_of(gradient + place / row, h + place % row, step.count);
      are_fine = update(layer.start + place, from_copy, to_copy, sum, step.rate) && are_fine;
    }
    h += row;
    gradient += layer.fan_out;
  }
  return are_fine;
}

fn mean_loss(step: Step) -> f32 {
  var sum = 0.0;
  for (var column = 0u; column < step.count; column += 1u) {
    sum += scratch[at(params.loss_row, column)];
  }
  return sum * step.share;
}

fn barrier() {
  storageBarrier();
  workgroupBarrier();
}

@compute @workgroup_size(THREADS)
fn main(@builtin(local_invocation_index) thread: u32) {
  for (var index = params.first_step; index < params.end_step; index += 1u) {
    let iteration = params.iteration + index;
    let step = steps[index];
    let copy = copy_after(iteration);
    // The loss is wanted even where it broke; after that nothing is.
    if (atomicLoad(&results.broken_at) >= iteration) {
      for (var column = thread; column < step.count; column += THREADS) {
        if (!go_through(copy, orders[step.start + column], column, step.share)) {
          atomicMin(&results.broken_at, iteration);
        }
      }
    }
    barrier();
    if (thread == 0u) {
      results.values[index] = mean_loss(step);
    }
    if (index < params.updates && atomicLoad(&results.broken_at) > iteration) {
      if (!update_all(step, copy, copy_after(iteration + 1u), thread)) {
        atomicMin(&results.broken_at, iteration + 1u);
      }
    }
    barrier();
  }
}
