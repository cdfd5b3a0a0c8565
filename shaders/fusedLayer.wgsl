/// One layer of weights, as the fused kernels find it in their table.
struct Layer {
  fan_in: u32,
  fan_out: u32,
  /// Where W starts: vec4s of four columns, four rows side by side, [row / 4][column / 4][row % 4], zeros beyond.
  weight: u32,
  /// Where Wᵀ starts, packed alike.
  transposed: u32,
  /// Where the bias starts, or NO_BIAS.
  bias: u32,
  bias_exponent: i32,
  scale_exponent: i32,
  scale_high: f32,
  scale_low: f32,
}

const NO_BIAS: u32 = 4294967295u;

/// The rows of four that `units` take.
fn blocks_of(units: u32) -> u32 {
  return (units + 3u) / 4u;
}
