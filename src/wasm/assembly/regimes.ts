import { SELU_LAMBDA, SELU_SCALE, TWO_OVER_SQRT_PI, slopePair, valuePair } from "./curves.ts";
import { ELU, ERF, GELU, SELU, SIGMOID, SILU, SOFTPLUS, SOFTSIGN } from "./identifiers.ts";
import { exponentOfDouble, pair, powerOfTwo } from "./scaled.ts";

// φ and φ′ of a number of any magnitude. Three regimes: tiny |z| (φ is its tangent at 0), huge |z| (φ is its
// asymptote), and between them the function itself. Past |z| = 2^±30, the terms left out are below 2^-29 of what is kept.

const REGIME_EXPONENT: i32 = 30;

/** φ(mantissa · 2^exponent), as a pair. */
export function activationPair(phi: i32, mantissa: f64, exponent: i32): f64 {
  const magnitude = exponentOfDouble(mantissa) + exponent;
  if (magnitude < -REGIME_EXPONENT) {
    const atZero = valueAtZero(phi);
    return atZero != 0 ? pair(atZero, 0) : pair(mantissa * slopeAtZero(phi, mantissa), exponent);
  }
  if (magnitude > REGIME_EXPONENT) {
    const slope = slopeAtInfinity(phi, mantissa);
    return slope != 0 ? pair(mantissa * slope, exponent) : valuePair(phi, farOut(mantissa));
  }
  return valuePair(phi, mantissa * powerOfTwo(exponent));
}

/** φ′(mantissa · 2^exponent), as a pair; at a kink the value from the right, as the notebook takes 1 for ReLU at 0. */
export function derivativePair(phi: i32, mantissa: f64, exponent: i32): f64 {
  const magnitude = exponentOfDouble(mantissa) + exponent;
  if (magnitude < -REGIME_EXPONENT) return pair(slopeAtZero(phi, mantissa), 0);
  if (magnitude > REGIME_EXPONENT) {
    // It falls too slowly to be zero where the middle regime ends.
    if (phi == SOFTSIGN) return pair(1 / (mantissa * mantissa), -2 * exponent);
    const slope = slopeAtInfinity(phi, mantissa);
    return slope != 0 ? pair(slope, 0) : slopePair(phi, farOut(mantissa));
  }
  return slopePair(phi, mantissa * powerOfTwo(exponent));
}

/** ± 2^30: a bounded φ has long settled there. */
function farOut(mantissa: f64): f64 {
  return copysign(powerOfTwo(REGIME_EXPONENT), mantissa);
}

/** φ(0). */
function valueAtZero(phi: i32): f64 {
  if (phi == SIGMOID) return 0.5;
  return phi == SOFTPLUS ? Math.LN2 : 0;
}

/** φ′ beside 0, on z's side. */
function slopeAtZero(phi: i32, z: f64): f64 {
  if (phi == SIGMOID) return 0.25;
  if (phi == ERF) return TWO_OVER_SQRT_PI;
  if (phi == GELU || phi == SILU || phi == SOFTPLUS) return 0.5;
  if (phi == SELU) return z >= 0 ? SELU_LAMBDA : SELU_SCALE;
  return 1;
}

/** φ(z) / z far out, on z's side; 0 where φ stays bounded. */
function slopeAtInfinity(phi: i32, z: f64): f64 {
  if (phi == SELU) return z >= 0 ? SELU_LAMBDA : 0;
  const ramp = phi == GELU || phi == SILU || phi == ELU || phi == SOFTPLUS;
  return ramp && z >= 0 ? 1 : 0;
}
