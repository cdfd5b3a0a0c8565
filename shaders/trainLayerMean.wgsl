// The mean of the examples' losses into the results; from here on, a training that is broken stops.
//
// 64 threads: dispatch (1).
import package::trainingStore::Results;
import package::trainLayerCurrent::Current;

struct Params {
  loss_quad: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> scratch: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> results: Results;
@group(0) @binding(3) var<storage, read_write> current: Current;

const THREADS = 64u;

var<workgroup> sums: array<vec4f, THREADS>;

@compute @workgroup_size(THREADS)
fn main(@builtin(local_invocation_index) thread: u32) {
  var sum = vec4f();
  for (var quad = thread; 4u * quad < current.count; quad += THREADS) {
    sum += scratch[params.loss_quad + quad];
  }
  sums[thread] = sum;
  workgroupBarrier();
  for (var half = THREADS / 2u; half > 0u; half /= 2u) {
    if (thread < half) {
      sums[thread] += sums[thread + half];
    }
    workgroupBarrier();
  }
  if (thread == 0u && current.is_stopped == 0u) {
    results.values[current.index] = dot(sums[0], vec4f(current.share));
    current.is_stopped = select(0u, 1u, atomicLoad(&results.broken_at) <= current.iteration);
  }
}
