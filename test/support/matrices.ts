import { type Scaled, type ScaledMatrix, scaled, toNumber } from "../../src/model/scaled.ts";
import { NumpyLegacy } from "../../src/random/numpyLegacy.ts";

/** A matrix of plain numbers, row by row, with its columns' powers of two (0 by default). */
export function matrixOf(rows: readonly (readonly number[])[], exponent?: readonly number[]): ScaledMatrix {
  const columns = rows[0]!.length;
  return {
    rows: rows.length,
    columns,
    mantissa: Float64Array.from(rows.flat()),
    exponent: Int32Array.from(exponent ?? new Array<number>(columns).fill(0)),
  };
}

/** The element at (row, column). */
export function elementOf({ columns, mantissa, exponent }: ScaledMatrix, row: number, column: number): Scaled {
  return scaled(mantissa[row * columns + column]!, exponent[column]);
}

/** Every element as float64, row by row; NaN where float64 ends. */
export function numbersOf(matrix: ScaledMatrix): number[][] {
  return Array.from({ length: matrix.rows }, (_line, row) =>
    Array.from({ length: matrix.columns }, (_, column) => toNumber(elementOf(matrix, row, column)) ?? NaN),
  );
}

/** Draws from N(0, 1). */
export function normals(count: number, seed: number): Float64Array {
  const values = new Float64Array(count);
  new NumpyLegacy(seed).fillNormal(values);
  return values;
}

/** (rows, columns) draws from N(0, 1), one power of two a column from 2^-spread to 2^spread. */
export function normalMatrix(rows: number, columns: number, seed: number, spread = 0): ScaledMatrix {
  const stream = new NumpyLegacy(seed);
  const mantissa = new Float64Array(rows * columns);
  stream.fillNormal(mantissa);
  const exponent = Int32Array.from({ length: columns }, () => Math.round((2 * stream.random() - 1) * spread));
  return { rows, columns, mantissa, exponent };
}
