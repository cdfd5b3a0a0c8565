import { multiplyAdd } from "./vectors.ts";

// Exponentials of four numbers at once, to float32 precision. Polynomials are least-squares fits at Chebyshev points.

const LOG2_E: f32 = Math.LOG2E as f32;
/** ln 2 in two parts; the first has few bits, so that n times it is exact. */
const LN2_HIGH: f32 = 0.693359375;
const LN2_LOW: f32 = -2.1219444e-4;

/** p a + c. */
export function horner(p: v128, a: v128, c: f32): v128 {
  return multiplyAdd(p, a, f32x4.splat(c));
}

/** (e^r - 1 - r) / r² for |r| <= 0.36; relative error of e^r 3e-10. */
function expm1Remainder(r: v128): v128 {
  let p = horner(f32x4.splat(1.99038646e-4), r, 1.39371843e-3);
  p = horner(p, r, 8.33329275e-3);
  p = horner(p, r, 4.16664318e-2);
  p = horner(p, r, 1.66666667e-1);
  return horner(p, r, 0.5);
}

/** e^x for |x| <= 86. */
export function exponentials(x: v128): v128 {
  const n = f32x4.nearest(f32x4.mul(x, f32x4.splat(LOG2_E)));
  let r = f32x4.sub(x, f32x4.mul(n, f32x4.splat(LN2_HIGH)));
  r = f32x4.sub(r, f32x4.mul(n, f32x4.splat(LN2_LOW)));
  const tail = multiplyAdd(f32x4.mul(r, r), expm1Remainder(r), r);
  const biased = i32x4.add(i32x4.trunc_sat_f32x4_s(n), i32x4.splat(127));
  return f32x4.mul(f32x4.add(tail, f32x4.splat(1)), i32x4.shl(biased, 23));
}

/** e^x - 1 for |x| <= 86, to full relative precision near 0. */
export function expm1s(x: v128): v128 {
  const near = multiplyAdd(f32x4.mul(x, x), expm1Remainder(x), x);
  const far = f32x4.sub(exponentials(x), f32x4.splat(1));
  return v128.bitselect(near, far, f32x4.lt(f32x4.abs(x), f32x4.splat(0.35)));
}

/** ln(1 + t) for 0 <= t <= 1, as 2 atanh(t / (2 + t)); the first term left out is below 1e-8 of it. */
export function log1pUnits(t: v128): v128 {
  const s = f32x4.div(t, f32x4.add(t, f32x4.splat(2)));
  const s2 = f32x4.mul(s, s);
  let p = horner(f32x4.splat(1.0 / 13.0), s2, 1.0 / 11.0);
  p = horner(p, s2, 1.0 / 9.0);
  p = horner(p, s2, 1.0 / 7.0);
  p = horner(p, s2, 1.0 / 5.0);
  p = horner(p, s2, 1.0 / 3.0);
  return f32x4.mul(f32x4.add(s, s), horner(p, s2, 1));
}

/** |a| with the signs of b. */
export function copySigns(a: v128, b: v128): v128 {
  return v128.bitselect(b, a, i32x4.splat(i32.MIN_VALUE));
}
