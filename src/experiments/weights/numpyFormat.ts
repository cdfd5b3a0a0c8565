import type { Numbers } from "../../random/drawing.ts";
import { decimalOf, positional, scientific } from "./numpyDigits.ts";

/** NumPy's print options, at their defaults: `linewidth`, `threshold` and `edgeitems`. */
const LINE_WIDTH = 75;
const THRESHOLD = 1000;
const EDGE_ITEMS = 3;

export interface FormatOptions {
  /** Digits after the point at most: `np.set_printoptions(precision=…)`, 8 by default. */
  readonly precision?: number | undefined;
}

/** A layer's weight or bias as an array: row-major numbers and one or two sizes. */
export interface FormattedArray {
  readonly values: Numbers;
  readonly shape: readonly number[];
}

/** Makes every number of an array equally wide, its points one above the other. */
type ElementFormat = (value: number) => string;

/**
 * `print(np.array(values).reshape(shape))` of a float32 or float64 array with one or two axes, as NumPy 2 prints it.
 *
 * (numpy/_core/arrayprint.py: FloatingFormat, _formatArray.) A RangeError where the shape does not hold the values.
 */
export function formatArray(values: Numbers, shape: readonly number[], { precision = 8 }: FormatOptions = {}): string {
  const [rows, columns] = shape.length === 1 ? [null, shape[0]!] : [shape[0]!, shape[1]!];
  if (shape.length < 1 || shape.length > 2 || (rows ?? 1) * columns !== values.length || values.length === 0) {
    throw new RangeError(`An array of shape (${shape.join(", ")}) does not hold ${values.length} numbers.`);
  }
  const summarised = values.length > THRESHOLD;
  const columnsShown = shown(columns, summarised);
  const rowsShown = rows === null ? [0] : shown(rows, summarised);
  const places = rowsShown.flatMap((row) => columnsShown.map((column) => (row ?? NaN) * columns + (column ?? NaN)));
  const corners = places.filter((place) => !Number.isNaN(place)).map((place) => values[place]!);
  const format = elementFormat(corners, precision, values instanceof Float32Array);
  const line = (row: number, indent: string, width: number) =>
    wrapped(
      columnsShown.map((column) => (column === null ? "..." : format(values[row * columns + column]!))),
      indent,
      width,
    );
  if (rows === null) return line(0, " ", LINE_WIDTH - 1);
  const lines = rowsShown.map((row) => (row === null ? "..." : line(row, "  ", LINE_WIDTH - 2)));
  return `[${lines.join("\n ")}]`;
}

/** (2, 3) and (3,), as Python prints a tuple. */
export function formatShape(shape: readonly number[]): string {
  return shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(", ")})`;
}

/**
 * What the thread's cell prints of layer `number`, from 1: `print(f"W1{W1.shape}:\n", W1, f"\nb1{b1.shape}:", b1)`, but
 * for the blank that `print` leaves at the end of the weight's last line.
 */
export function formatLayer(
  number: number,
  { weight, bias }: { readonly weight: FormattedArray; readonly bias: FormattedArray },
  options: FormatOptions = {},
): string {
  return (
    `W${number}${formatShape(weight.shape)}:\n ${formatArray(weight.values, weight.shape, options)}\n` +
    `b${number}${formatShape(bias.shape)}: ${formatArray(bias.values, bias.shape, options)}`
  );
}

/** The places along one axis that are printed; null stands for those left out. */
function shown(size: number, summarised: boolean): (number | null)[] {
  if (!summarised || size <= 2 * EDGE_ITEMS) return Array.from({ length: size }, (_, index) => index);
  const edge = Array.from({ length: EDGE_ITEMS }, (_, index) => index);
  return [...edge, null, ...edge.map((index) => size - EDGE_ITEMS + index)];
}

/** Words in brackets, with a new line where the next word would pass `width`. */
function wrapped(words: readonly string[], indent: string, width: number): string {
  let text = "";
  let line = indent;
  words.forEach((word, index) => {
    if (line.length + word.length > width && line.length > indent.length) {
      text += `${line.trimEnd()}\n`;
      line = indent;
    }
    line += index + 1 < words.length ? `${word} ` : word;
  });
  return `[${(text + line).slice(indent.length)}]`;
}

/** NumPy's choice for all numbers together: powers of ten or not, how many digits, how wide. */
function elementFormat(values: readonly number[], precision: number, single: boolean): ElementFormat {
  const finite = values.filter(Number.isFinite);
  const decimals = finite.map((value) => decimalOf(value, single));
  if (needsPowers(finite, single)) {
    const parts = decimals.map((decimal) => scientific(decimal, precision));
    const digits = Math.max(...parts.map(({ fraction }) => fraction.length));
    const exponentDigits = Math.max(...parts.map(({ exponent }) => exponent.length)) - 1;
    const left = Math.max(...parts.map(({ whole }) => whole.length));
    const width = padded(values, finite, left, exponentDigits + 2 + digits);
    return special(width + 1 + exponentDigits + 2 + digits, (value) => {
      const { whole, fraction, exponent } = scientific(decimalOf(value, single), digits, digits);
      const power = exponent[0]! + exponent.slice(1).padStart(exponentDigits, "0");
      return `${whole.padStart(width)}.${fraction}e${power}`;
    });
  }
  const parts = decimals.map((decimal) => positional(decimal, precision));
  const right = Math.max(0, ...parts.map(({ fraction }) => fraction.length));
  const left = padded(values, finite, Math.max(0, ...parts.map(({ whole }) => whole.length)), right);
  return special(left + 1 + right, (value) => {
    const { whole, fraction } = positional(decimalOf(value, single), precision);
    return `${whole.padStart(left)}.${fraction.padEnd(right)}`;
  });
}

/** Whether numbers are printed with powers of ten: where some are large, or small, or far from each other. */
function needsPowers(finite: readonly number[], single: boolean): boolean {
  const sizes = finite.map(Math.abs).filter((size) => size !== 0);
  if (sizes.length === 0) return false;
  const [least, most] = [Math.min(...sizes), Math.max(...sizes)];
  const rounded = single ? Math.fround : (value: number) => value;
  return most >= (single ? 1e6 : 1e8) || least < rounded(1e-4) || rounded(most / least) > 1000;
}

/** The width before the point, wide enough for `nan` and `inf` too. */
function padded(values: readonly number[], finite: readonly number[], left: number, right: number): number {
  if (finite.length === values.length) return left;
  return Math.max(left, 3 + (values.includes(-Infinity) ? 1 : 0) - (right + 1));
}

/** nan and inf to the right of their column, and `format` for all else. */
function special(width: number, format: ElementFormat): ElementFormat {
  return (value) => {
    if (Number.isFinite(value)) return format(value);
    return (Number.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf").padStart(width);
  };
}
