/// One layer's statistics: mean · 2^exponent, variance · 2^(2 exponent). The exponent is that of
/// the layer's largest value; ZERO_EXPONENT where all are zero.
struct LayerStatistics {
  mean: f32,
  variance: f32,
  exponent: i32,
  padding: u32,
}
