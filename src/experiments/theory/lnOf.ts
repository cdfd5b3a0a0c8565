import type { Scaled } from "../../model/scaled.ts";

/** ln |value| at any magnitude, or null for zero. */
export function lnOf({ mantissa, exponent }: Scaled): number | null {
  return mantissa === 0 ? null : Math.log(Math.abs(mantissa)) + exponent * Math.LN2;
}
