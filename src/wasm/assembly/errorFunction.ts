import { exponential } from "./exponential.ts";

// Coefficients: least-squares fits at Chebyshev points against float64, errors as stated.

/**
 * e^(x²) erfc(x) for x >= 0: a polynomial in (x - 2) / (x + 2) over 1 + 2x (the form of Shepherd and Laframboise 1981);
 * relative error 1.3e-8.
 */
export function erfcx(x: f64): f64 {
  const t = (x - 2) / (x + 2);
  let p: f64 = 6.33694585e-5 * t + 1.60803582e-4;
  p = p * t - 3.57920448e-4;
  p = p * t - 1.39570695e-3;
  p = p * t + 1.21741059e-3;
  p = p * t + 8.68915966e-3;
  p = p * t - 8.01896308e-3;
  p = p * t - 5.42119585e-2;
  p = p * t + 1.64049454e-1;
  p = p * t - 1.66031096e-1;
  p = p * t - 9.27637628e-2;
  p = p * t + 1.27697839;
  return p / (2 * x + 1);
}

/** erf(x); relative error of the fit 1.4e-9 for |x| < 1. */
export function erf(x: f64): f64 {
  const s = x * x;
  if (s < 1) {
    let p: f64 = 7.88249712e-5 * s - 8.01885499e-4;
    p = p * s + 5.18931194e-3;
    p = p * s - 2.68543288e-2;
    p = p * s + 1.12835975e-1;
    p = p * s - 3.76126269e-1;
    return x * (p * s + 1.12837917);
  }
  const magnitude = min(abs(x), 6);
  return copysign(1 - erfcx(magnitude) * exponential(-magnitude * magnitude), x);
}
