import { horner } from "./vectorExponential.ts";

/** π/2 in three parts; the first two have few bits, so that small multiples are exact. */
const HALF_PI_HIGH: f32 = 1.5703125;
const HALF_PI_MIDDLE: f32 = 4.837512969970703e-4;
const HALF_PI_LOW: f32 = 7.549790126404332e-8;
const QUADRANTS_PER_UNIT: f32 = 0.636619772;

/** sin(x + quadrants · π/2) of four numbers, |x| <= 1000. */
export function sinesShifted(x: v128, quadrants: i32): v128 {
  const n = f32x4.nearest(f32x4.mul(x, f32x4.splat(QUADRANTS_PER_UNIT)));
  let r = f32x4.sub(x, f32x4.mul(n, f32x4.splat(HALF_PI_HIGH)));
  r = f32x4.sub(r, f32x4.mul(n, f32x4.splat(HALF_PI_MIDDLE)));
  r = f32x4.sub(r, f32x4.mul(n, f32x4.splat(HALF_PI_LOW)));
  const s = f32x4.mul(r, r);
  let p = horner(f32x4.splat(2.72400512e-6), s, -1.98400094e-4);
  p = horner(p, s, 8.33333173e-3);
  p = horner(p, s, -1.66666667e-1);
  const sine = f32x4.add(f32x4.mul(f32x4.mul(r, s), p), r);
  let q = horner(f32x4.splat(2.45398133e-5), s, -1.38882649e-3);
  q = horner(q, s, 4.16666645e-2);
  const cosine = f32x4.add(f32x4.mul(f32x4.mul(s, s), q), horner(f32x4.splat(-0.5), s, 1));
  const quadrant = i32x4.add(i32x4.trunc_sat_f32x4_s(n), i32x4.splat(quadrants));
  const odd = i32x4.eq(v128.and(quadrant, i32x4.splat(1)), i32x4.splat(1));
  const signs = i32x4.shl(v128.and(quadrant, i32x4.splat(2)), 30);
  return v128.xor(v128.bitselect(cosine, sine, odd), signs);
}
