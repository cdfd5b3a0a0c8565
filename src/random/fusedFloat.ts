/**
 * a · b + c rounded once to float32, of float32 numbers: the fused multiply-add of processors.
 *
 * The product is exact in float64, the sum rounds there and then again to float32. The second rounding goes wrong only
 * where the float64 sum lies halfway between two float32 numbers and was rounded: then the lost part decides.
 */
export function fused(a: number, b: number, c: number): number {
  const product = a * b;
  const sum = product + c;
  const nearest = Math.fround(sum);
  const across = 2 * sum - nearest;
  if (across === nearest || Math.fround(across) !== across) return nearest;
  // What the sum lost (Knuth's two-sum).
  const added = sum - product;
  const lost = product - (sum - added) + (c - added);
  if (lost === 0) return nearest;
  return lost > 0 ? Math.max(nearest, across) : Math.min(nearest, across);
}
