/**
 * A number with its own power of two: value = mantissa · 2^exponent.
 *
 * Float64 ends at 1.8e308 and float32 at 3.4e38; a deep network passes both. The pair
 * holds any magnitude with the precision of its mantissa. Zero is { mantissa: 0, exponent: 0 }.
 */
export interface Scaled {
  readonly mantissa: number;
  readonly exponent: number;
}

/**
 * (rows, columns) values, row-major, one power of two a column (an example):
 * value[r, c] = mantissa[r * columns + c] · 2^exponent[c].
 *
 * A column of zeros carries ZERO_EXPONENT, so that it never sets a shared scale.
 */
export interface ScaledMatrix {
  readonly rows: number;
  readonly columns: number;
  readonly mantissa: Float64Array;
  readonly exponent: Int32Array;
}

/** The exponent of a column that holds only zeros: below any that a network can reach. */
export const ZERO_EXPONENT = -(2 ** 28);

const LOG10_2 = Math.log10(2);
const SMALLEST_NORMAL = 2 ** -1022;
/** 2^±1000 is a float64; larger shifts take several factors. */
export const ONE_FACTOR = 1000;
/** A shift by more makes any float64 0 or infinite. */
export const FARTHEST_SHIFT = 2200;

/** floor(log2 |x|) of a finite x other than 0, exact, subnormal numbers included. */
export function exponentOf(x: number): number {
  const magnitude = Math.abs(x);
  if (magnitude < SMALLEST_NORMAL) return exponentOf(magnitude * 2 ** 64) - 64;
  let exponent = Math.floor(Math.log2(magnitude));
  if (powerOfTwo(exponent) > magnitude) exponent -= 1;
  if (exponent < 1023 && powerOfTwo(exponent + 1) <= magnitude) exponent += 1;
  return exponent;
}

/** 2^exponent as float64: 0 or Infinity where float64 ends. */
export function powerOfTwo(exponent: number): number {
  return 2 ** exponent;
}

/** x · 2^exponent, also where 2^exponent alone would leave float64; rounded once. */
export function scaleByPowerOfTwo(x: number, exponent: number): number {
  if (Math.abs(exponent) <= ONE_FACTOR) return x * powerOfTwo(exponent);
  const reach = Math.max(-FARTHEST_SHIFT, Math.min(FARTHEST_SHIFT, exponent));
  const third = Math.trunc(reach / 3);
  // Factors this small reach float64's ends in the last product at the earliest.
  return x * powerOfTwo(third) * powerOfTwo(third) * powerOfTwo(reach - 2 * third);
}

/** The pair with 1 <= |mantissa| < 2, or zero. */
export function scaled(mantissa: number, exponent = 0): Scaled {
  if (mantissa === 0) return { mantissa: 0, exponent: 0 };
  const shift = exponentOf(mantissa);
  return { mantissa: scaleByPowerOfTwo(mantissa, -shift), exponent: exponent + shift };
}

/** a + b at any magnitude, in the frame of the larger. */
export function addScaled(a: Scaled, b: Scaled): Scaled {
  if (a.mantissa === 0) return scaled(b.mantissa, b.exponent);
  if (b.mantissa === 0) return scaled(a.mantissa, a.exponent);
  const frame = Math.max(a.exponent, b.exponent);
  const sum = scaleByPowerOfTwo(a.mantissa, a.exponent - frame) + scaleByPowerOfTwo(b.mantissa, b.exponent - frame);
  return scaled(sum, frame);
}

/** The value as float64, or null where float64 ends (|value| above 1.8e308 or below 2.2e-308). */
export function toNumber({ mantissa, exponent }: Scaled): number | null {
  if (mantissa === 0) return 0;
  const value = scaleByPowerOfTwo(mantissa, exponent);
  return Number.isFinite(value) && Math.abs(value) >= SMALLEST_NORMAL ? value : null;
}

/** log10 |value| at any magnitude, or null for zero. */
export function log10Of({ mantissa, exponent }: Scaled): number | null {
  if (mantissa === 0) return null;
  return Math.log10(Math.abs(mantissa)) + exponent * LOG10_2;
}

/** |a - b| / |b| at any magnitude; 0 where both are zero, Infinity where only b is. */
export function relativeError(a: Scaled, b: Scaled): number {
  if (b.mantissa === 0) return a.mantissa === 0 ? 0 : Infinity;
  const ratio = scaleByPowerOfTwo(a.mantissa / b.mantissa, a.exponent - b.exponent);
  return Math.abs(ratio - 1);
}
