/** a b + c of each lane: rounded once where the engine has relaxed SIMD and the machine an fma, else twice. */
export function multiplyAdd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c);
  return f32x4.add(f32x4.mul(a, b), c);
}

/** Stores a panel's row of sums times (high + low): a factor in two parts, so that its own rounding does not grow with depth. */
export function storeRow(target: usize, left: v128, right: v128, high: v128, low: v128): void {
  v128.store(target, multiplyAdd(left, low, f32x4.mul(left, high)));
  v128.store(target, multiplyAdd(right, low, f32x4.mul(right, high)), 16);
}
