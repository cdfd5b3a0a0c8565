import { FEWEST_LAYERS, MOST_LAYERS, MOST_UNITS } from "../../experiments/theory/criticalReport.ts";

/** A list of sizes as people write it, "784, 512 × 48, 10", or a sentence that says what is wrong with it. */
export function readLayers(text: string): readonly number[] | string {
  const parts = text
    .trim()
    .replace(/\s*[x×*]\s*/gi, "×")
    .split(/[\s,;]+/)
    .filter((part) => part !== "");
  if (parts.length === 0)
    return "Layers cannot be empty: write their units, the input first, such as 784, 512 × 48, 10.";
  const sizes: number[] = [];
  for (const part of parts) {
    const [, units, times = "1"] = /^(\d+)(?:×(\d+))?$/.exec(part) ?? [];
    if (units === undefined) {
      return `“${part}” is no size: write whole numbers, such as 784, 512 × 48, 10, where 512 × 48 is 48 layers of 512.`;
    }
    if (Number(units) < 1 || Number(units) > MOST_UNITS) {
      return `A layer cannot have ${units} units: it must have from 1 to ${MOST_UNITS.toLocaleString("en")}.`;
    }
    if (Number(times) < 1) return `“${part}” is no layer at all: the number of layers must be 1 or more.`;
    if (sizes.length + Number(times) > MOST_LAYERS) return `These are more than ${MOST_LAYERS} layers: write fewer.`;
    for (let layer = 0; layer < Number(times); layer += 1) sizes.push(Number(units));
  }
  if (sizes.length < FEWEST_LAYERS) return "One size is no network: write at least the input’s units and the output’s.";
  return sizes;
}

/** A list of sizes as readLayers takes it, with what repeats said once. */
export function layersText(sizes: readonly number[]): string {
  return runsOf(sizes, (size) => size)
    .map(({ value, count }) => (count === 1 ? String(value) : `${value} × ${count}`))
    .join(", ");
}

/** The same in an address: 784,512x48,10. */
export function layersQuery(sizes: readonly number[]): string {
  return layersText(sizes).replaceAll(" × ", "x").replaceAll(" ", "");
}

/** An input, `depth` hidden layers and an output, all of one width. */
export function evenLayers(depth: number, width: number): readonly number[] {
  return Array.from({ length: depth + 2 }, () => width);
}

/** Neighbours that are alike, counted. */
export interface Run<Value> {
  readonly value: Value;
  /** Where the first of them stands. */
  readonly from: number;
  readonly count: number;
}

export function runsOf<Value>(values: readonly Value[], key: (value: Value) => unknown): Run<Value>[] {
  const runs: Run<Value>[] = [];
  for (const [index, value] of values.entries()) {
    const last = runs.at(-1);
    if (last !== undefined && key(last.value) === key(value)) runs.splice(-1, 1, { ...last, count: last.count + 1 });
    else runs.push({ value, from: index, count: 1 });
  }
  return runs;
}
