// What a training keeps on the GPU, for every kernel of it; src/gpu/training/trainingStore.ts says what the bindings hold.
// Row-major with examples side by side; a layer's parameters are rows (fan_out, fan_in + 1) with the bias last.

struct Layer {
  fan_in: u32,
  fan_out: u32,
  /// First of its parameters in an array of them.
  start: u32,
  unused: u32,
}

/// One update's batch and numbers.
struct Step {
  start: u32,
  count: u32,
  rate: f32,
  share: f32,
}

struct Results {
  /// Updates after which something was no longer fine; UNBROKEN while there are none.
  broken_at: atomic<u32>,
  /// Losses of the steps, then logits.
  values: array<f32>,
}

const UNBROKEN: u32 = 0xffffffffu;
const INFINITE_BITS: u32 = 0x7f800000u;
/// Of 2^100, LARGEST_LOSS in src/model/training.ts.
const LARGEST_BITS: u32 = 0x71800000u;

/// |x| <= 2^100; by its bits, since a compiler may take it that there are no NaN.
fn is_fine(x: f32) -> bool {
  return (bitcast<u32>(x) & 0x7fffffffu) <= LARGEST_BITS;
}

/// Neither NaN nor infinite, by its bits.
fn is_finite(x: f32) -> bool {
  return (bitcast<u32>(x) & 0x7fffffffu) < INFINITE_BITS;
}

/// As is_fine, all of them.
fn are_fine(x: vec4f) -> bool {
  return all((bitcast<vec4u>(x) & vec4u(0x7fffffffu)) <= vec4u(LARGEST_BITS));
}

/// None of them NaN or infinite, by their bits.
fn are_finite(x: vec4f) -> bool {
  return all((bitcast<vec4u>(x) & vec4u(0x7fffffffu)) < vec4u(INFINITE_BITS));
}
