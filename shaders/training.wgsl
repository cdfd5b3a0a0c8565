// Whole updates of a network's parameters, one after the other, in one workgroup.
//
// An update takes a batch forward and back, ∂loss/∂h_(l-1) = Wᵀ ∂loss/∂z_l, ∂loss/∂z = φ′(z) ∂loss/∂h, each thread four
// examples at once; then each thread takes parameters, whose gradient is Σ over examples of ∂loss/∂z h, always in the same
// order, and writes what the optimizer makes of them into the other copy. Steps from `updates` on take the loss alone.
//
// Where `first_example` is one of the data's, z of the last layer comes back instead, of the examples from there up to
// `end_example`, no more than the scratch has columns for.
//
// Bindings are in shaders/trainingRows.wgsl. Dispatch (1); logits (examples / (4 THREADS)), rounded up.
import package::trainingStore::Step;
import package::trainingStore::are_fine;
import package::trainingRows::THREADS;
import package::trainingRows::params;
import package::trainingRows::layers;
import package::trainingRows::steps;
import package::trainingRows::orders;
import package::trainingRows::parameters;
import package::trainingBlocks::blocks;
import package::trainingRows::results;
import package::trainingBlocks::block_at;
import package::trainingRows::copy_after;
import package::trainingForward::forward;
import package::trainingLosses::losses_of;
import package::trainingUpdate::update;

/// Blocks that are summed by themselves, so that a sum of n examples rounds some n / 64 + 16 times.
const SUMMED_BLOCKS: u32 = 16u;

/// ∂loss/∂z of every hidden layer of four examples, from that of the last, whose rows begin at `last`.
fn backward(copy: u32, last: u32, block: u32) {
  var above = last;
  for (var index = params.layers - 1u; index > 0u; index -= 1u) {
    let layer = layers[index];
    let below = above - layer.fan_in;
    for (var unit = 0u; unit < layer.fan_in; unit += 1u) {
      var sum = vec4f();
      for (var term = 0u; term < layer.fan_out; term += 1u) {
        let weight = parameters[copy + layer.start + term * (layer.fan_in + 1u) + unit];
        sum = fma(vec4f(weight), blocks[block_at(above + term, block)], sum);
      }
      let place = block_at(below + unit, block);
      blocks[place] = blocks[place] * sum;
    }
    above = below;
  }
}

fn takes_logits() -> bool {
  return params.first_example < params.examples;
}

/// What a dispatch of logits takes for a batch: examples in their own order.
fn logits_step() -> Step {
  return Step(params.first_example, params.end_example - params.first_example, 0.0, 0.0);
}

/// z of the last layer of four examples, whose rows begin at `last`, into the results : (outputs, examples).
fn write_logits(last: u32, first: u32, end: u32, block: u32) {
  for (var output = 0u; last + output < params.loss_row; output += 1u) {
    let z = blocks[block_at(last + output, block)];
    let start = params.logits_start + output * params.examples;
    for (var example = first; example < min(first + 4u, end); example += 1u) {
      results.values[start + example] = z[example - first];
    }
  }
}

/// Four examples of the batch there and back; false where a loss of theirs is not fine. Where the batch ends within the
/// block its last example fills it up, with no share.
fn go_through(copy: u32, step: Step, block: u32) -> bool {
  let places = 4u * block + vec4u(0u, 1u, 2u, 3u);
  let listed = step.start + min(places, vec4u(step.count - 1u));
  var examples = listed;
  if (!takes_logits()) {
    examples = vec4u(orders[listed.x], orders[listed.y], orders[listed.z], orders[listed.w]);
  }
  let is_whole = forward(copy, examples, block);
  let last = params.loss_row - layers[params.layers - 1u].fan_out;
  if (takes_logits()) {
    write_logits(last, listed.x, step.start + step.count, block);
    return true;
  }
  let counts = places < vec4u(step.count);
  let losses = losses_of(last, examples, block, select(vec4f(), vec4f(step.share), counts));
  blocks[block_at(params.loss_row, block)] = select(vec4f(), losses, counts);
  backward(copy, last, block);
  return is_whole & are_fine(losses);
}

/// Updates this thread's parameters; false where one is not fine afterwards.
fn update_all(step: Step, from_copy: u32, to_copy: u32, thread: u32) -> bool {
  let count = blocks_of(step);
  var h = 0u;
  var gradient = params.gradient_rows;
  var are_fine = true;
  for (var index = 0u; index < params.layers; index += 1u) {
    let layer = layers[index];
    let row = layer.fan_in + 1u;
    for (var place = thread; place < layer.fan_out * row; place += THREADS) {
      let own = gradient_of(gradient + place / row, h + place % row, count);
      are_fine = update(layer.start + place, from_copy, to_copy, own, step.rate) & are_fine;
    }
    h += row;
    gradient += layer.fan_out;
  }
  return are_fine;
}

fn blocks_of(step: Step) -> u32 {
  return (step.count + 3u) / 4u;
}

fn total(sum: vec4f) -> f32 {
  return (sum.x + sum.y) + (sum.z + sum.w);
}

/// Σ over the batch of ∂loss/∂z h.
fn gradient_of(gradient_row: u32, activation_row: u32, count: u32) -> f32 {
  var sum = vec4f();
  for (var block = 0u; block < count; block += 1u) {
    sum = fma(blocks[block_at(gradient_row, block)], blocks[block_at(activation_row, block)], sum);
  }
  return total(sum);
}

/// Σ over the batch of its losses, shared. Equal losses would all round alike: parts are summed by themselves.
fn mean_loss(step: Step) -> f32 {
  let count = blocks_of(step);
  var sum = vec4f();
  for (var first = 0u; first < count; first += SUMMED_BLOCKS) {
    var part = vec4f();
    for (var block = first; block < min(first + SUMMED_BLOCKS, count); block += 1u) {
      part += blocks[block_at(params.loss_row, block)];
    }
    sum += part;
  }
  return total(sum) * step.share;
}

fn barrier() {
  storageBarrier();
  workgroupBarrier();
}

@compute @workgroup_size(THREADS)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  for (var index = params.first_step; index < params.end_step; index += 1u) {
    let iteration = params.iteration + index;
    var step = steps[index];
    if (takes_logits()) {
      step = logits_step();
    }
    let copy = copy_after(iteration);
    // The loss is wanted even where it broke; after that nothing is.
    if (atomicLoad(&results.broken_at) >= iteration) {
      for (var block = id.x; block < blocks_of(step); block += THREADS * groups.x) {
        if (!go_through(copy, step, block)) {
          atomicMin(&results.broken_at, iteration);
        }
      }
    }
    barrier();
    if (id.x == 0u && !takes_logits()) {
      results.values[index] = mean_loss(step);
    }
    if (index < params.updates && atomicLoad(&results.broken_at) > iteration) {
      if (!update_all(step, copy, copy_after(iteration + 1u), id.x)) {
        atomicMin(&results.broken_at, iteration + 1u);
      }
    }
    barrier();
  }
}
