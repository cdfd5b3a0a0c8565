import {
  FARTHEST_SHIFT,
  ONE_FACTOR,
  type ScaledMatrix,
  ZERO_EXPONENT,
  exponentOf,
  powerOfTwo,
} from "../model/scaled.ts";

/** (rows, columns) zeros in the frame 2^exponent[c], for a kernel to fill; `exponent` is kept, not copied. */
export function emptyMatrix(rows: number, columns: number, exponent = new Int32Array(columns)): ScaledMatrix {
  return { rows, columns, mantissa: new Float64Array(rows * columns), exponent };
}

/** Columns start to end (exclusive) of `values` : (rows, columns) row-major, normalised. */
export function columnsOf(values: Float64Array, columns: number, start: number, end: number): ScaledMatrix {
  const rows = values.length / columns;
  const matrix = emptyMatrix(rows, end - start);
  for (let row = 0; row < rows; row += 1) {
    matrix.mantissa.set(values.subarray(row * columns + start, row * columns + end), row * matrix.columns);
  }
  return normaliseColumns(matrix);
}

/** max |mantissa| of each column. */
export function columnPeaks({ rows, columns, mantissa }: ScaledMatrix): Float64Array {
  const peaks = new Float64Array(columns);
  for (let row = 0, index = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1, index += 1) {
      const magnitude = Math.abs(mantissa[index]!);
      if (magnitude > peaks[column]!) peaks[column] = magnitude;
    }
  }
  return peaks;
}

/**
 * Brings each column's max |mantissa| into [1, 2), in place, by a power of two and so exactly (but for values 2^-1022
 * of the peak). A column of zeros, or below 2^ZERO_EXPONENT, becomes zeros with ZERO_EXPONENT. Returns its argument.
 */
export function normaliseColumns(matrix: ScaledMatrix, peaks = columnPeaks(matrix)): ScaledMatrix {
  const shift = new Int32Array(matrix.columns);
  matrix.exponent.forEach((exponent, column) => {
    const peak = peaks[column]!;
    shift[column] = peak === 0 ? 0 : -exponentOf(peak);
    const normal = exponent - shift[column]!;
    const zero = peak === 0 || normal <= ZERO_EXPONENT;
    if (zero && peak !== 0) clearColumn(matrix, column);
    matrix.exponent[column] = zero ? ZERO_EXPONENT : normal;
  });
  scaleColumns(matrix, shift);
  return matrix;
}

/** A normalised copy, for matrices that come from outside. */
export function normalisedCopy({ rows, columns, mantissa, exponent }: ScaledMatrix): ScaledMatrix {
  return normaliseColumns({ rows, columns, mantissa: mantissa.slice(), exponent: exponent.slice() });
}

/** mantissa[r, c] · 2^shift[c], in place; exponents are the caller's. */
export function scaleColumns({ rows, columns, mantissa }: ScaledMatrix, shift: Int32Array): void {
  let rest = shift.map((value) => clamp(value, FARTHEST_SHIFT));
  while (rest.some((value) => value !== 0)) {
    const step = rest.map((value) => clamp(value, ONE_FACTOR));
    const factor = Float64Array.from(step, powerOfTwo);
    for (let row = 0, index = 0; row < rows; row += 1) {
      for (let column = 0; column < columns; column += 1, index += 1) {
        mantissa[index] = mantissa[index]! * factor[column]!;
      }
    }
    rest = rest.map((value, column) => value - step[column]!);
  }
}

function clamp(value: number, limit: number): number {
  return Math.max(-limit, Math.min(limit, value));
}

function clearColumn({ rows, columns, mantissa }: ScaledMatrix, column: number): void {
  for (let row = 0; row < rows; row += 1) mantissa[row * columns + column] = 0;
}

/** A message's "(rows, columns)". */
export function shapeOf({ rows, columns }: Pick<ScaledMatrix, "rows" | "columns">): string {
  return `(${rows}, ${columns})`;
}
