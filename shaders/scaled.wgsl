// A number with its own power of two, value = mantissa · 2^exponent, so that no magnitude
// leaves float32. Every factor here is a power of two, so scaling is exact.

struct Scaled {
  mantissa: f32,
  exponent: i32,
}

/// The exponent of zero: below any that a network can reach.
const ZERO_EXPONENT: i32 = -268435456;

/// floor(log2 |x|) of a normal x; ZERO_EXPONENT for zero and for what float32 stores without full precision.
fn exponent_of(x: f32) -> i32 {
  let biased = i32((bitcast<u32>(x) >> 23u) & 255u);
  return select(biased - 127, ZERO_EXPONENT, biased == 0);
}

/// 2^exponent for exponents of normal numbers; others are clamped to them.
fn power_of_two(exponent: i32) -> f32 {
  return bitcast<f32>(u32(clamp(exponent, -126, 127) + 127) << 23u);
}

/// x · 2^exponent; 0 below float32. Two factors, because one alone ends at 2^127.
fn scale_by_power_of_two(x: f32, exponent: i32) -> f32 {
  let bounded = clamp(exponent, -252, 252);
  let half = bounded / 2;
  return x * power_of_two(half) * power_of_two(bounded - half);
}

/// The exponent of the value itself: mantissa and exponent together; ZERO_EXPONENT for zero.
fn magnitude_of(value: Scaled) -> i32 {
  let own = exponent_of(value.mantissa);
  return select(own + value.exponent, ZERO_EXPONENT, own == ZERO_EXPONENT);
}

/// The value's mantissa in a frame: value = result · 2^frame. A frame far above the value gives 0.
fn in_frame(value: Scaled, frame: i32) -> f32 {
  return select(scale_by_power_of_two(value.mantissa, value.exponent - frame), 0.0, value.mantissa == 0.0);
}
