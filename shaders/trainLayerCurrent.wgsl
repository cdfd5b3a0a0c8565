// Where a training that goes layer by layer stands: kept on the GPU, so that the host writes nothing from step to step.

struct Current {
  /// Updates before step 0, and the step under way.
  first: u32,
  index: u32,
  /// Updates made before this step.
  iteration: u32,
  /// Its examples: where they begin in `orders`, and how many they are.
  start: u32,
  count: u32,
  rate: f32,
  share: f32,
  /// 1 where the training broke before.
  is_stopped: u32,
  /// 1 in a step: what is not finite breaks the training; 0 where logits alone are taken.
  is_step: u32,
}
