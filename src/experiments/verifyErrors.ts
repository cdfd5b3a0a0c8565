import type { Histogram, LayerStatistics } from "../model/engine.ts";
import type { WeightMatrix } from "../model/kernels.ts";
import { type Scaled, type ScaledMatrix, ZERO_EXPONENT, scaleByPowerOfTwo } from "../model/scaled.ts";

/**
 * Roundings on the longest way through φ or φ′ (gelu: argument, reduction, two polynomials, a
 * division of up to 2.5 units, products), to first order; the fits themselves add below one.
 */
export const NONLINEARITY_ROUNDINGS = 24;

/** What is below 2^-126 of its column's largest may be lost; seen against this, that is below any bound. */
const LOST = 2 ** -100;

/** The relative step of difference quotients: far above float64's rounding, far below where φ bends. */
const STEP = 2 ** -20;

/** The value at (row, column) over 2^frame. */
function valueIn(matrix: ScaledMatrix, index: number, column: number, frame: number): number {
  const value = matrix.mantissa[index]!;
  return value === 0 ? 0 : scaleByPowerOfTwo(value, matrix.exponent[column]! - frame);
}

/**
 * Largest |ours - reference| / scale over all values, where scale[r, c] · 2^exponent[c] is what the
 * arithmetic's error is relative to. Not a number, or a value where none may be, counts as Infinity.
 */
export function matrixError(ours: ScaledMatrix, reference: ScaledMatrix, scale: ScaledMatrix): number {
  let worst = 0;
  for (let column = 0; column < reference.columns; column += 1) {
    const frame = Math.max(scale.exponent[column]!, reference.exponent[column]!);
    let largest = 0;
    for (let row = 0; row < reference.rows; row += 1) {
      largest = Math.max(largest, Math.abs(valueIn(reference, row * reference.columns + column, column, frame)));
    }
    for (let row = 0; row < reference.rows; row += 1) {
      const index = row * reference.columns + column;
      const difference = Math.abs(valueIn(ours, index, column, frame) - valueIn(reference, index, column, frame));
      if (difference === 0) continue;
      const allowed = Math.abs(valueIn(scale, index, column, frame)) + LOST * largest;
      const error = difference / allowed;
      if (!(error <= worst)) worst = Number.isNaN(error) ? Infinity : error;
    }
  }
  return worst;
}

/** |W| and |h|: the reference's own kernels on these give the scale that a product's error is relative to. */
export function absoluteWeight({ fanOut, fanIn, unit, std }: WeightMatrix): WeightMatrix {
  return { fanOut, fanIn, std, unit: unit.map(Math.abs) };
}

export function absoluteMatrix({ rows, columns, mantissa, exponent }: ScaledMatrix): ScaledMatrix {
  return { rows, columns, mantissa: mantissa.map(Math.abs), exponent };
}

/** z with every value greater or smaller by one part in 2^20. */
export function nudged(z: ScaledMatrix, sign: 1 | -1): ScaledMatrix {
  return { ...z, mantissa: z.mantissa.map((value) => value * (1 + sign * STEP)) };
}

/**
 * |f(z)| + |z f′(z)|: what one relative rounding of z or of the result makes of f, from f at z, z (1 + h)
 * and z (1 - h). Where f has waves (`slopeBound`, its largest slope, given) the quotient is blind past
 * one wave, and |z| times that slope stands in for it.
 */
export function sensitivity(
  z: ScaledMatrix,
  value: ScaledMatrix,
  above: ScaledMatrix,
  below: ScaledMatrix,
  slopeBound: number,
): ScaledMatrix {
  const exponent = value.exponent.map((own, column) => Math.max(own, above.exponent[column]!, below.exponent[column]!));
  const mantissa = value.mantissa.map((_, index) => {
    const column = index % value.columns;
    const frame = exponent[column]!;
    const change = valueIn(above, index, column, frame) - valueIn(below, index, column, frame);
    const waves = slopeBound === 0 ? 0 : slopeBound * Math.min(Math.abs(valueIn(z, index, column, frame)), 2 ** 1000);
    return Math.abs(valueIn(value, index, column, frame)) + Math.abs(change) / (2 * STEP) + waves;
  });
  return { ...value, mantissa, exponent };
}

/** max(|Δmean|, |Δstd|) over what their rounding is relative to: the root mean square, and how far shifts lie off. */
export function statisticsError(ours: LayerStatistics, reference: LayerStatistics, matrix: ScaledMatrix): number {
  if (ours.peakExponent !== reference.peakExponent) return Infinity;
  const frame = reference.peakExponent ?? ZERO_EXPONENT;
  const over = ({ mantissa, exponent }: Scaled): number =>
    mantissa === 0 ? 0 : scaleByPowerOfTwo(mantissa, exponent - frame);
  const [squares, shifts] = meanSquares(matrix, frame);
  const std = over(reference.std);
  const scale = Math.sqrt(squares) + (std > 0 ? shifts / std : 0);
  const difference = Math.max(Math.abs(over(ours.mean) - over(reference.mean)), Math.abs(over(ours.std) - std));
  if (difference === 0) return 0;
  const error = difference / scale;
  return Number.isNaN(error) ? Infinity : error;
}

/** Mean of v² and of (v - first of its column)², over 2^(2 frame). */
function meanSquares(matrix: ScaledMatrix, frame: number): [squares: number, shifts: number] {
  let [squares, shifts] = [0, 0];
  const count = matrix.mantissa.length;
  for (let index = 0; index < count; index += 1) {
    const column = index % matrix.columns;
    const value = valueIn(matrix, index, column, frame);
    squares += value * value;
    shifts += (value - valueIn(matrix, column, column, frame)) ** 2;
  }
  return [squares / count, shifts / count];
}

/** Share of values that fell into another bin, and the share so near an edge that rounding may move them. */
export function histogramError(
  ours: Histogram,
  reference: Histogram,
  matrix: ScaledMatrix,
  relative: number,
): { error: number; bound: number } {
  const total = matrix.mantissa.length;
  const cells = (all: Histogram): number[] => [...all.counts, all.below, all.above, all.zeros];
  const expected = cells(reference);
  const moved = cells(ours).reduce((sum, count, index) => sum + Math.abs(count - expected[index]!), 0) / 2;
  const frame = Math.max(reference.low.exponent, reference.high.exponent);
  const [low, high] = [reference.low, reference.high].map(({ mantissa, exponent }) =>
    scaleByPowerOfTwo(mantissa, exponent - frame),
  ) as [number, number];
  const width = (high - low) / reference.counts.length;
  const reach = relative * (Math.abs(low) + Math.abs(high));
  // Where all values are equal they lie in the middle bin, and no rounding moves them.
  if (width === 0) return { error: moved / total, bound: 0 };
  let near = 0;
  for (let index = 0; index < total; index += 1) {
    const value = valueIn(matrix, index, index % matrix.columns, frame);
    if (value === 0) continue;
    const place = (value - low) / width;
    const edge = Math.min(reference.counts.length, Math.max(0, Math.round(place)));
    if (!(Math.abs(place - edge) * width > reach + relative * Math.abs(value))) near += 1;
  }
  return { error: moved / total, bound: near / total };
}
