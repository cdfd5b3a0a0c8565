// The step after the one under way; where `at_once` is not 0, the next so many of all examples instead, for their logits.
//
// One thread: dispatch (1).
import package::trainingStore::Step;
import package::trainingStore::Results;
import package::trainLayerCurrent::Current;

struct Params {
  examples: u32,
  at_once: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> steps: array<Step>;
@group(0) @binding(2) var<storage, read_write> results: Results;
@group(0) @binding(3) var<storage, read_write> current: Current;

@compute @workgroup_size(1)
fn main() {
  let index = current.index + 1u;
  current.index = index;
  current.is_step = select(0u, 1u, params.at_once == 0u);
  if (params.at_once > 0u) {
    current.iteration = current.first;
    current.start = index * params.at_once;
    current.count = min(params.at_once, params.examples - current.start);
    current.is_stopped = 0u;
    return;
  }
  let step = steps[index];
  current.iteration = current.first + index;
  current.start = step.start;
  current.count = step.count;
  current.rate = step.rate;
  current.share = step.share;
  // The loss is wanted even where it broke; after that nothing is.
  current.is_stopped = select(0u, 1u, atomicLoad(&results.broken_at) < current.iteration);
}
