import type { LayerParameters } from "../../model/training.ts";

/** A matrix with more rows, or columns, than these shows its ends, as NumPy does. */
const MOST = 8;
const EDGE = 3;

/** Which places of an axis are printed; null stands for those left out. */
export function printedPlaces(size: number): (number | null)[] {
  if (size <= MOST) return Array.from({ length: size }, (_, index) => index);
  const edge = Array.from({ length: EDGE }, (_, index) => index);
  return [...edge, null, ...edge.map((index) => size - EDGE + index)];
}

/** Digits after the point; what they would show as 0, and what is too long, is written with a power of ten. */
const DIGITS = 4;
const SMALLEST = 0.5 * 10 ** -DIGITS;
const LARGEST = 1000;
/** Characters of a number at most: -999.9999, and -1.23e-05. The cells are as wide, so that nothing jumps. */
export const NUMBER_WIDTH = 9;

/** A number as Python prints it, in at most NUMBER_WIDTH characters. */
export function printedNumber(value: number): string {
  if (Number.isNaN(value)) return "nan";
  if (!Number.isFinite(value)) return value > 0 ? "inf" : "-inf";
  const size = Math.abs(value);
  if (size === 0 || (size >= SMALLEST && size < LARGEST - SMALLEST)) return value.toFixed(DIGITS);
  return [2, 1].map((digits) => withPower(value, digits)).find(({ length }) => length <= NUMBER_WIDTH)!;
}

/** 1.23e-05 */
function withPower(value: number, digits: number): string {
  const [mantissa, exponent] = value.toExponential(digits).split("e");
  return `${mantissa}e${exponent![0]}${exponent!.slice(1).padStart(2, "0")}`;
}

/** W or b of a layer as the thread has it: W (in, out), b (out,). */
export interface PrintedArray {
  readonly layer: number;
  readonly part: keyof LayerParameters;
  readonly name: string;
  readonly shape: readonly number[];
  /** As printed; a bias is one row. */
  readonly rows: number;
  readonly columns: number;
  /** Index in LayerParameters, whose weights are (fanOut, fanIn). */
  place(row: number, column: number): number;
}

export function weightArray(layer: number, fanIn: number, fanOut: number): PrintedArray {
  return {
    layer,
    part: "weight",
    name: `W${layer + 1}`,
    shape: [fanIn, fanOut],
    rows: fanIn,
    columns: fanOut,
    place: (row, column) => column * fanIn + row,
  };
}

export function biasArray(layer: number, fanOut: number): PrintedArray {
  const name = `b${layer + 1}`;
  return { layer, part: "bias", name, shape: [fanOut], rows: 1, columns: fanOut, place: (_, column) => column };
}
