/** The two inputs that every network of an ensemble is given, and the correlation that they have. */
export interface EnsembleInputs {
  readonly a: Float64Array;
  readonly b: Float64Array;
  readonly correlation: number;
}

/**
 * a = (1, 1, …), b = c a + √(1 - c²) v with v = (1, -1, 1, …): both of mean square 1. In an odd width v is taken less its
 * mean and brought back to mean square 1, so that it stays at a right angle to a. A width of 1 has no such v: there b is
 * a, or -a for c < 0.
 */
export function ensembleInputs(width: number, correlation: number): EnsembleInputs {
  const a = new Float64Array(width).fill(1);
  if (width === 1) {
    const sign = correlation < 0 ? -1 : 1;
    return { a, b: Float64Array.of(sign), correlation: sign };
  }
  const mean = width % 2 === 0 ? 0 : 1 / width;
  const across = Math.sqrt((1 - correlation ** 2) / (1 - mean ** 2));
  const b = a.map((one, unit) => correlation * one + across * ((unit % 2 === 0 ? 1 : -1) - mean));
  return { a, b, correlation };
}
