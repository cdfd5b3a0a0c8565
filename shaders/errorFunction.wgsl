// erf and its complement to float32 precision. Coefficients: least-squares fits at Chebyshev
// points against float64, errors as stated.
import package::exponential::exp_f32;

/// e^(x²) erfc(x) for x >= 0: a polynomial in (x - 2) / (x + 2) over 1 + 2x (the form of
/// Shepherd and Laframboise 1981); relative error 1.3e-8, 1.5e-7 with float32 rounding.
fn erfcx(x: f32) -> f32 {
  let t = (x - 2.0) / (x + 2.0);
  var p = fma(6.33694585e-5, t, 1.60803582e-4);
  p = fma(p, t, -3.57920448e-4);
  p = fma(p, t, -1.39570695e-3);
  p = fma(p, t, 1.21741059e-3);
  p = fma(p, t, 8.68915966e-3);
  p = fma(p, t, -8.01896308e-3);
  p = fma(p, t, -5.42119585e-2);
  p = fma(p, t, 1.64049454e-1);
  p = fma(p, t, -1.66031096e-1);
  p = fma(p, t, -9.27637628e-2);
  p = fma(p, t, 1.27697839);
  return p / fma(2.0, x, 1.0);
}

/// erf(x); relative error of the fit 1.4e-9 for |x| < 1.
fn erf_f32(x: f32) -> f32 {
  let s = x * x;
  if (s < 1.0) {
    var p = fma(7.88249712e-5, s, -8.01885499e-4);
    p = fma(p, s, 5.18931194e-3);
    p = fma(p, s, -2.68543288e-2);
    p = fma(p, s, 1.12835975e-1);
    p = fma(p, s, -3.76126269e-1);
    return x * fma(p, s, 1.12837917);
  }
  let magnitude = min(abs(x), 6.0);
  return sign(x) * (1.0 - erfcx(magnitude) * exp_f32(-magnitude * magnitude));
}
