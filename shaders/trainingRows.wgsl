// What training kernels have in hand: the store's buffers and a scratch of rows, one column an example of the batch.
//
// scratch   rows of `columns`, a multiple of four: for each layer the activations h that come into it, (fan_in + 1) with
//           a row of ones last, which the bias multiplies; from `gradient_rows` on, for each layer (fan_out) rows of
//           ∂loss/∂z, in which φ′ waits on the way there; then one row of the examples' losses
// Other bindings are as src/gpu/training/trainingStore.ts says.
import package::trainingStore::Layer;
import package::trainingStore::Step;
import package::trainingStore::Results;

override THREADS: u32;

struct Params {
  layers: u32,
  examples: u32,
  columns: u32,
  gradient_rows: u32,
  loss_row: u32,
  array: u32,
  copy: u32,
  iteration: u32,
  first_step: u32,
  end_step: u32,
  updates: u32,
  first_example: u32,
  end_example: u32,
  logits_start: u32,
  decay: f32,
  blend: f32,
  square_decay: f32,
  square_blend: f32,
  epsilon: f32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> layers: array<Layer>;
@group(0) @binding(2) var<storage, read> data: array<f32>;
@group(0) @binding(3) var<storage, read> steps: array<Step>;
@group(0) @binding(4) var<storage, read> orders: array<u32>;
@group(0) @binding(5) var<storage, read_write> parameters: array<f32>;
@group(0) @binding(6) var<storage, read_write> scratch: array<f32>;
@group(0) @binding(7) var<storage, read_write> results: Results;

/// Where the copy begins that holds the parameters after `iteration` updates.
fn copy_after(iteration: u32) -> u32 {
  return iteration % 2u * params.copy;
}
