import { fused } from "./fusedFloat.ts";

const { fround } = Math;

/** From the highest order: near 0 in w - 5/2, and in the tails in sqrt w - 3. */
const NEAR = [
  2.81022636e-8, 3.43273939e-7, -3.5233877e-6, -4.39150654e-6, 2.1858087e-4, -1.25372503e-3, -4.17768164e-3,
  0.246640727, 1.50140941,
].map(fround);
const FAR = [
  -2.00214257e-4, 1.00950558e-4, 1.34934322e-3, -3.67342844e-3, 5.73950773e-3, -7.6224613e-3, 9.43887047e-3, 1.00167406,
  2.83297682,
].map(fround);

/**
 * erf^-1(x) = x p(w), w = -ln(1 - x²), in float32 as XLA computes it, and JAX's normal numbers with it.
 *
 * Giles, "Approximating the erfinv function", 2010, its single precision version.
 */
export function erfInvFloat(x: number): number {
  if (Math.abs(x) === 1) return x * Infinity;
  const w = fround(-Math.log1p(-fround(x * x)));
  const near = w < 5;
  const argument = near ? fround(w - 2.5) : fround(fround(Math.sqrt(w)) - 3);
  const coefficients = near ? NEAR : FAR;
  let sum = coefficients[0]!;
  for (let order = 1; order < coefficients.length; order += 1) sum = fused(sum, argument, coefficients[order]!);
  return fround(sum * x);
}
