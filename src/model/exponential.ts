import { type Scaled, exponentOf, scaled, scaleByPowerOfTwo } from "./scaled.ts";

const LN2_HIGH = 0.69314718036912381649;
const LN2_LOW = 1.90821492927058770002e-10;

/** e^x with its own power of two, for any finite x; relative error about |x| · 2^-53. */
export function expScaled(x: number): Scaled {
  const exponent = Math.round(x / Math.LN2);
  if (!Number.isSafeInteger(exponent)) return x < 0 ? scaled(0) : { mantissa: Infinity, exponent: 0 };
  const rest = x - exponent * LN2_HIGH - exponent * LN2_LOW;
  return scaled(Math.exp(rest), exponent);
}

/** a · b, for a factor b of float64. */
export function multiplyScaled(a: Scaled, b: number): Scaled {
  if (a.mantissa === 0 || b === 0) return scaled(0);
  const shift = exponentOf(b);
  return scaled(a.mantissa * scaleByPowerOfTwo(b, -shift), a.exponent + shift);
}

/**
 * e^(x²) erfc(x) for x >= 10, by its asymptotic series to the eighth term (Abramowitz and Stegun 7.1.23);
 * the first term left out is below 3e-15 there.
 */
export function erfcxLarge(x: number): number {
  const step = -1 / (2 * x * x);
  let term = 1;
  let sum = 1;
  for (let k = 1; k <= 8; k += 1) {
    term *= step * (2 * k - 1);
    sum += term;
  }
  return sum / (x * Math.sqrt(Math.PI));
}
