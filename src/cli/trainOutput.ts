import { transposed } from "../experiments/initializers/fans.ts";
import type { TrainedLayer, TrainReport } from "../experiments/training/train.ts";
import { formatLayer } from "../experiments/weights/numpyFormat.ts";
import { scaled } from "../model/scaled.ts";
import { type JsonArray, jsonArray } from "./jsonNumbers.ts";
import { formatScaled } from "./numbers.ts";

/** What the command's JSON holds, in pieces, its keys in this order. */
export function* trainJson({ engine, losses, layers, accuracy }: TrainReport): Generator<string> {
  const { kind, adapter, software } = engine;
  yield `{"engine":${JSON.stringify({ kind, adapter, software })},"loss":`;
  yield losses.length === 0
    ? "[]"
    : [...jsonArray({ shape: [losses.length], values: ofPrecision(losses, kind) })].join("");
  for (const [index, layer] of layers.entries()) {
    yield `,${index === 0 ? '"layers":[' : ""}{`;
    for (const [key, array] of Object.entries(arraysOf(layer))) {
      yield `"${key}":{"shape":${JSON.stringify(array.shape)},"values":`;
      yield* jsonArray(array);
      yield "},";
    }
    yield `"distinctUnits":${layer.distinctUnits}}`;
  }
  yield `],"accuracy":${JSON.stringify(accuracy)}}\n`;
}

/** The numbers as the engine computed them: a GPU's losses are float32, and their decimals shorter for it. */
function ofPrecision(losses: Float64Array, kind: TrainReport["engine"]["kind"]): Float32Array | Float64Array {
  return kind !== "cpu" && losses.every((loss) => Math.fround(loss) === loss) ? Float32Array.from(losses) : losses;
}

/** A layer's weight as the thread prints it, (in, out), and its bias. */
function arraysOf({ weight, bias, fanIn, fanOut }: TrainedLayer): {
  readonly weight: JsonArray;
  readonly bias: JsonArray;
} {
  return {
    weight: { shape: [fanIn, fanOut], values: transposed(weight, [fanOut, fanIn]) },
    bias: { shape: [fanOut], values: bias },
  };
}

/** The same for people: arrays as NumPy prints them. `from` says in words what was trained. */
export function* trainText(report: TrainReport, from: string): Generator<string> {
  const { engine, losses, iteration, accuracy, layers } = report;
  yield `${engine.kind.toUpperCase()}: ${engine.adapter}${engine.software ? " (software)" : ""}\n${from}\n\n`;
  if (losses.length > 0)
    yield `loss ${lossText(losses[0]!)} at the start, ${lossText(losses.at(-1)!)} after ${updates(iteration)}\n`;
  if (accuracy !== null) yield `accuracy ${Number(accuracy.toPrecision(6))}\n`;
  for (const [index, layer] of layers.entries()) {
    const { fanOut, distinctUnits } = layer;
    yield `\n${formatLayer(index + 1, arraysOf(layer))}\n`;
    yield `${distinctUnits} of ${fanOut} ${fanOut === 1 ? "unit" : "units"} distinct, to the bit\n`;
  }
}

export function updates(count: number): string {
  return count === 1 ? "1 update" : `${count} updates`;
}

function lossText(loss: number): string {
  return formatScaled(scaled(loss));
}
