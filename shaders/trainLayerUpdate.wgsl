// What the optimizer makes of every parameter and its gradient, from one copy into the other.
//
// Bindings are in shaders/trainingRows.wgsl, but that the scratch is the sums of shaders/trainLayerGradient.wgsl: the
// gradient is their sum, stretch by stretch.
// Each thread takes every parameter that is as many threads on: dispatch (array / THREADS) at most, rounded up.
import package::trainingRows::THREADS;
import package::trainingRows::params;
import package::trainingRows::scratch;
import package::trainingRows::results;
import package::trainingRows::copy_after;
import package::trainingUpdate::update;
import package::trainLayerCurrent::Current;

override CHUNK: u32;

@group(0) @binding(8) var<storage, read> current: Current;

@compute @workgroup_size(THREADS)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) workgroups: vec3u) {
  if (current.is_stopped == 1u) {
    return;
  }
  let from_copy = copy_after(current.iteration);
  let to_copy = copy_after(current.iteration + 1u);
  let stretches = (current.count + CHUNK - 1u) / CHUNK;
  for (var at = id.x; at < params.array; at += workgroups.x * THREADS) {
    var gradient = 0.0;
    for (var stretch = 0u; stretch < stretches; stretch += 1u) {
      gradient += scratch[stretch * params.array + at];
    }
    if (!update(at, from_copy, to_copy, gradient, current.rate)) {
      atomicMin(&results.broken_at, current.iteration + 1u);
    }
  }
}
