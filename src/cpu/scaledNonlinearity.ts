import type { Nonlinearity } from "../model/nonlinearity.ts";
import { type Scaled, scaleByPowerOfTwo, scaled } from "../model/scaled.ts";

/** Below 2^-FAR, φ is its tangent at 0; above 2^FAR, its asymptote. */
export const FAR = 1000;
/** Below this |φ|, float64 runs out of bits, and a tail takes over where φ has one. */
export const TINY = 1e-290;

/** φ(z) at z = mantissa · 2^exponent, with its own power of two, at any magnitude. */
export function scaledValue(phi: Nonlinearity, mantissa: number, exponent: number): Scaled {
  const z = scaled(mantissa, exponent);
  const side = z.mantissa < 0 ? 0 : 1;
  if (z.mantissa === 0) return scaled(phi.atZero);
  if (z.exponent < -FAR) {
    return phi.atZero === 0 ? scaled(phi.slopeAtZero[side] * z.mantissa, z.exponent) : scaled(phi.atZero);
  }
  if (z.exponent > FAR && phi.slopeAtInfinity[side] !== 0) {
    return scaled(phi.slopeAtInfinity[side] * z.mantissa, z.exponent);
  }
  return withTail(clampedNumber(z), (x) => phi.value(x), phi.valueTail?.bind(phi));
}

/** φ′(z) at z = mantissa · 2^exponent, with its own power of two, at any magnitude. */
export function scaledDerivative(phi: Nonlinearity, mantissa: number, exponent: number): Scaled {
  const z = scaled(mantissa, exponent);
  const side = z.mantissa < 0 ? 0 : 1;
  if (z.mantissa === 0) return scaled(phi.derivative(0));
  if (z.exponent < -FAR) return scaled(phi.slopeAtZero[side]);
  if (z.exponent > FAR && phi.slopeAtInfinity[side] !== 0) return scaled(phi.slopeAtInfinity[side]);
  return withTail(clampedNumber(z), (x) => phi.derivative(x), phi.derivativeTail?.bind(phi));
}

/** The tail is an asymptotic form for large |z|; near 0 a tiny value is tiny because z is. */
function withTail(z: number, ordinary: (z: number) => number, tail?: (z: number) => Scaled): Scaled {
  const value = ordinary(z);
  return tail !== undefined && Math.abs(value) < TINY && Math.abs(z) >= 1 ? tail(z) : scaled(value);
}

/** z as float64, ±2^FAR where it lies beyond: bounded functions have long settled there. */
function clampedNumber(z: Scaled): number {
  return z.exponent > FAR ? Math.sign(z.mantissa) * 2 ** FAR : scaleByPowerOfTwo(z.mantissa, z.exponent);
}
