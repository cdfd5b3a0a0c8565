import type { LayerParameters } from "../../model/training.ts";
import { type PrintedArray, biasArray, printedNumber, weightArray } from "./matrixPrint.ts";

/** A printed number. */
export interface NumberPlace {
  readonly array: PrintedArray;
  readonly row: number;
  readonly column: number;
}

/** As an element carries it: layer, part, row, column. */
export function placeText({ array, row, column }: NumberPlace): string {
  return [array.layer, array.part, row, column].join(" ");
}

/** Back from the element's text; null where the network has no such number. */
export function placeOf(text: string, sizes: readonly number[]): NumberPlace | null {
  const [layer, part, row, column] = text.split(" ");
  const [fanIn, fanOut] = [sizes[Number(layer)], sizes[Number(layer) + 1]];
  if (fanIn === undefined || fanOut === undefined) return null;
  const array = part === "weight" ? weightArray(Number(layer), fanIn, fanOut) : biasArray(Number(layer), fanOut);
  const place = { array, row: Number(row), column: Number(column) };
  return place.row < array.rows && place.column < array.columns ? place : null;
}

/** W1[0, 2] = 0.2511, which has moved by … */
export function numberText(
  { array, row, column }: NumberPlace,
  parameters: readonly LayerParameters[],
  before: readonly LayerParameters[] | null,
): string {
  const index = array.place(row, column);
  const values = parameters[array.layer]![array.part];
  const now = values[index]!;
  const start = before?.[array.layer]?.[array.part][index];
  const isSingle = values instanceof Float32Array;
  const name = `${array.name}[${array.part === "weight" ? `${row}, ` : ""}${column}]`;
  const meaning =
    array.part === "weight" ? `from input ${row + 1} to unit ${column + 1}` : `bias of unit ${column + 1}`;
  const moved = Object.is(start, now) ? "it has not moved" : `it started at ${fullNumber(start!, isSingle)}`;
  return `${name} = ${fullNumber(now, isSingle)}, ${meaning} of layer ${array.layer + 1}${start === undefined ? "" : `; ${moved}`}.`;
}

/** As few digits as tell a number from all others of its precision. */
export function fullNumber(value: number, isSingle: boolean): string {
  if (!Number.isFinite(value)) return printedNumber(value);
  if (!isSingle) return String(value);
  for (let digits = 1; digits <= 8; digits += 1) {
    const text = value.toPrecision(digits);
    if (Math.fround(Number(text)) === value) return String(Number(text));
  }
  return String(Number(value.toPrecision(9)));
}
