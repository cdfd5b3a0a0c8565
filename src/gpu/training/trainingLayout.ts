import { OPTIMIZER_STATES, type TrainingSetup } from "../../model/training.ts";
import { parameterCount } from "../../model/trainingShapes.ts";
import { SLICE_ALIGNMENT, roundUp } from "../bufferPool.ts";

/** Floats of the least slice that may be bound. */
const SLICE_FLOATS = SLICE_ALIGNMENT / Float32Array.BYTES_PER_ELEMENT;

/** One layer's place among the parameters. */
export interface LayerPlace {
  readonly fanIn: number;
  readonly fanOut: number;
  /** Float at which its rows begin: (fanOut, fanIn + 1) row-major, a unit's bias at the end of its row. */
  readonly start: number;
}

/**
 * Where parameters and an optimizer's states lie, in floats. Layers follow one another. A copy is an array of parameters
 * and then an array for each of the optimizer's states, all laid out alike. There are two copies: update k (from 0) reads
 * copy k % 2 and writes the other, so the parameters after k updates are in copy k % 2, and those after k - 1 beside them.
 */
export interface TrainingLayout {
  readonly layers: readonly LayerPlace[];
  /** Floats of one array: all parameters, and zeros up to a multiple of a slice. */
  readonly array: number;
  /** Floats of one copy. */
  readonly copy: number;
}

export function trainingLayout({ network: { sizes }, optimizer }: Pick<TrainingSetup, "network" | "optimizer">) {
  const layers: LayerPlace[] = [];
  let start = 0;
  for (const [index, fanOut] of sizes.slice(1).entries()) {
    const fanIn = sizes[index]!;
    layers.push({ fanIn, fanOut, start });
    start += fanOut * (fanIn + 1);
  }
  const array = roundUp(parameterCount(sizes), SLICE_FLOATS);
  return { layers, array, copy: array * (1 + OPTIMIZER_STATES[optimizer.id]) } satisfies TrainingLayout;
}
