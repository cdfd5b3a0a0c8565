// sin and cos to float32 precision while |x| < 1e5; WGSL promises them only for |x| <= π.

// π/2 in three parts; the first two have few bits, so that small multiples are exact.
const HALF_PI_HIGH: f32 = 1.5703125;
const HALF_PI_MIDDLE: f32 = 4.837512969970703e-4;
const HALF_PI_LOW: f32 = 7.549790126404332e-8;
const QUARTER_PI: f32 = 0.7853982;

/// sin(x + quadrants · π/2). Past |x| about 1e7 neighbouring float32 lie further apart than the
/// wave is long: the result then carries no phase, but stays within [-1, 1].
fn sine_shifted(x: f32, quadrants: i32) -> f32 {
  let n = round(x * 0.636619772);
  let reduced = fma(-n, HALF_PI_LOW, fma(-n, HALF_PI_MIDDLE, fma(-n, HALF_PI_HIGH, x)));
  let r = clamp(reduced, -QUARTER_PI, QUARTER_PI);
  let s = r * r;
  let sine = fma(r * s, fma(fma(fma(2.72400512e-6, s, -1.98400094e-4), s, 8.33333173e-3), s, -1.66666667e-1), r);
  let cosine = fma(s * s, fma(fma(2.45398133e-5, s, -1.38882649e-3), s, 4.16666645e-2), fma(-0.5, s, 1.0));
  let quadrant = u32(i32(n) + quadrants) & 3u;
  let value = select(sine, cosine, (quadrant & 1u) == 1u);
  return select(value, -value, quadrant >= 2u);
}
