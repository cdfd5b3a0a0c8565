import { formatArray, formatShape } from "../../experiments/weights/numpyFormat.ts";
import type { WeightsReport } from "../../experiments/weights/weights.ts";
import { type WeightPoint, arrayName } from "../weights-lab/weightPoint.ts";

/** A piece of print: text alone, or a number and where it stands. */
export interface PrintedPiece {
  readonly text: string;
  readonly point: WeightPoint | null;
}

const NUMBER = /(-?\d+\.?\d*(?:e[+-]\d+)?|-?inf|nan)/;
/** NumPy prints no more than this many numbers in full, and else so many at each end of an axis. */
const THRESHOLD = 1000;
const EDGE = 3;

/** What the thread's cell prints of a layer, with every number apart. */
export function printedLayer({ layers }: WeightsReport, layer: number, digits: number): PrintedPiece[] {
  const { weight, bias } = layers[layer]!;
  return [
    { text: `${arrayName({ layer, part: "weight" })}${formatShape(weight.shape)}:\n `, point: null },
    ...printedArray(weight, digits).map((piece) => pieceOf(piece, layer, "weight")),
    { text: `\n${arrayName({ layer, part: "bias" })}${formatShape(bias.shape)}: `, point: null },
    ...printedArray(bias, digits).map((piece) => pieceOf(piece, layer, "bias")),
  ];
}

interface IndexedPiece {
  readonly text: string;
  readonly index: number | null;
}

function pieceOf({ text, index }: IndexedPiece, layer: number, part: WeightPoint["part"]): PrintedPiece {
  return { text, point: index === null ? null : { layer, part, index } };
}

function printedArray(
  { values, shape }: { values: Float32Array | Float64Array; shape: readonly number[] },
  digits: number,
): IndexedPiece[] {
  const places = printedPlaces(shape, values.length > THRESHOLD);
  let next = 0;
  return formatArray(values, shape, { precision: digits })
    .split(NUMBER)
    .map((text, piece) => ({ text, index: piece % 2 === 1 ? places[next++]! : null }));
}

/** Indices of the printed numbers, in their order. */
function printedPlaces(shape: readonly number[], summarised: boolean): number[] {
  const [rows, columns] = shape.length === 1 ? [1, shape[0]!] : [shape[0]!, shape[1]!];
  const kept = columnsOf(columns, summarised);
  return columnsOf(rows, summarised && shape.length > 1).flatMap((row) => kept.map((column) => row * columns + column));
}

function columnsOf(size: number, summarised: boolean): number[] {
  const all = Array.from({ length: size > 2 * EDGE && summarised ? 2 * EDGE : size }, (_, index) => index);
  return all.length === size ? all : all.map((index) => (index < EDGE ? index : size - 2 * EDGE + index));
}
