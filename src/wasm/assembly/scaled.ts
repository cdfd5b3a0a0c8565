// A number with its own power of two, value = mantissa · 2^exponent, so that no magnitude leaves float32. A function
// that gives such a pair returns the mantissa and leaves the exponent to be read at once.

/** The exponent of zero: below any that a network can reach. */
export const ZERO_EXPONENT: i32 = -268435456;

let latestExponent: i32 = 0;

/** Returns the mantissa, and keeps the exponent for `exponentOfPair`. */
export function pair(mantissa: f64, exponent: i32): f64 {
  latestExponent = exponent;
  return mantissa;
}

/** The exponent of the latest pair. */
export function exponentOfPair(): i32 {
  return latestExponent;
}

/** floor(log2 |x|) of a normal x; ZERO_EXPONENT for zero and for what float32 stores without full precision. */
export function exponentOf(x: f32): i32 {
  const biased = ((reinterpret<u32>(x) >> 23) & 255) as i32;
  return biased == 0 ? ZERO_EXPONENT : biased - 127;
}

/** floor(log2 |x|) of a normal float64; ZERO_EXPONENT for zero. */
export function exponentOfDouble(x: f64): i32 {
  const biased = ((reinterpret<u64>(x) >> 52) & 2047) as i32;
  return biased == 0 ? ZERO_EXPONENT : biased - 1023;
}

/** 2^exponent for exponents of normal float64; 0 below them, and the largest of them above. */
export function powerOfTwo(exponent: i32): f64 {
  if (exponent < -1022) return 0;
  return reinterpret<f64>(((min(exponent, 1023) + 1023) as u64) << 52);
}
