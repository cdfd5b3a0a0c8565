import type { Drawing } from "../../random/drawing.ts";

/**
 * Q of A = Q R with a positive diagonal of R, (rows, columns) row-major, rows >= columns: its columns are orthonormal, and
 * uniformly distributed where A's entries are N(0, 1).
 *
 * Every framework multiplies Q's columns by the signs of R's diagonal, so that it does not matter which signs its QR
 * gives (Mezzadri, "How to generate random matrices from the classical compact groups", 2007). Householder reflections
 * in float64; frameworks compute in float32, so their digits from about the sixth on differ.
 *
 * Yields the entries done, of rows · columns; returns a new array.
 */
export function* orthonormalColumns(matrix: ArrayLike<number>, rows: number, columns: number): Drawing<Float64Array> {
  const reflections: Float64Array[] = [];
  const work = columnsOf(matrix, rows, columns);
  const signs: number[] = [];
  for (let step = 0; step < columns; step += 1) {
    const column = work[step]!;
    const length = norm(column, step);
    // The reflection takes the column to -sign(first) |column|, which cancels nothing.
    const diagonal = column[step]! >= 0 ? -length : length;
    const vector = column.slice();
    vector.fill(0, 0, step);
    vector[step] = column[step]! - diagonal;
    const size = norm(vector, step);
    if (size > 0) for (let row = step; row < rows; row += 1) vector[row]! /= size;
    for (let other = step; other < columns; other += 1) reflect(work[other]!, vector, step);
    reflections.push(vector);
    signs.push(diagonal < 0 ? -1 : 1);
    yield Math.floor((rows * (step + 1)) / 2);
  }
  const out = new Float64Array(rows * columns);
  for (let index = 0; index < columns; index += 1) {
    const column = new Float64Array(rows);
    column[index] = signs[index]!;
    for (let step = index; step >= 0; step -= 1) reflect(column, reflections[step]!, step);
    for (let row = 0; row < rows; row += 1) out[row * columns + index] = column[row]!;
    yield Math.floor((rows * (columns + index + 1)) / 2);
  }
  return out;
}

function columnsOf(matrix: ArrayLike<number>, rows: number, columns: number): Float64Array[] {
  return Array.from({ length: columns }, (_, column) =>
    Float64Array.from({ length: rows }, (__, row) => matrix[row * columns + column]!),
  );
}

/** The length of a column's part from one row on. */
function norm(column: Float64Array, from: number): number {
  let sum = 0;
  for (let row = from; row < column.length; row += 1) sum += column[row]! ** 2;
  return Math.sqrt(sum);
}

/** column - 2 v (v · column), of a unit vector v that is 0 before row `from`. */
function reflect(column: Float64Array, vector: Float64Array, from: number): void {
  let along = 0;
  for (let row = from; row < column.length; row += 1) along += vector[row]! * column[row]!;
  const twice = 2 * along;
  for (let row = from; row < column.length; row += 1) column[row]! -= twice * vector[row]!;
}
