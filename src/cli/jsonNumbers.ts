/** An array of one or two axes, row-major. */
export interface JsonArray {
  readonly shape: readonly number[];
  readonly values: Float32Array | Float64Array;
}

/** Characters gathered before they are handed on. */
const PIECE = 2 ** 16;

/** Significant digits with which every float32 can be written. */
const MOST_DIGITS = 9;

/**
 * The shortest decimal that reads back to the same float32, of those the nearest to it. (Three powers of two, 2^-96, 2^87
 * and 2^90, have nine digits where eight that are not the nearest would do.)
 */
export function shortestFloat32(value: number): string {
  if (!Number.isFinite(value) || value === 0) return shortestFloat64(value);
  // Most numbers need seven digits or more: six that suffice are shortened, six that do not are lengthened.
  let digits = 6;
  while (digits < MOST_DIGITS && !readsBack(value, digits)) digits += 1;
  while (digits > 1 && readsBack(value, digits - 1)) digits -= 1;
  return String(Number(value.toPrecision(digits)));
}

function readsBack(value: number, digits: number): boolean {
  return Math.fround(Number(value.toPrecision(digits))) === value;
}

/** JavaScript's shortest decimal, which reads back to the same float64; -0.0 keeps its sign; null has no bits. */
export function shortestFloat64(value: number): string {
  if (Object.is(value, -0)) return "-0.0";
  return Number.isFinite(value) ? String(value) : "null";
}

/** The array as nested JSON lists, in pieces: its text can be longer than a string may be. */
export function* jsonArray({ shape, values }: JsonArray): Generator<string> {
  const text = values instanceof Float32Array ? shortestFloat32 : shortestFloat64;
  const columns = shape.at(-1)!;
  const isMatrix = shape.length === 2;
  let piece = isMatrix ? "[" : "";
  for (let start = 0; start < values.length; start += columns) {
    piece += start > 0 ? ",[" : "[";
    for (let column = 0; column < columns; column += 1) {
      piece += column > 0 ? `,${text(values[start + column]!)}` : text(values[start]!);
      if (piece.length < PIECE) continue;
      yield piece;
      piece = "";
    }
    piece += "]";
  }
  yield isMatrix ? `${piece}]` : piece;
}
