import { roundUp } from "../../bufferPool.ts";
import { GROUP_POINTS } from "../../kernels/boundary.ts";
import { forwardFlop, trainingFlopPerDispatch } from "../trainingLimits.ts";

/** Points along a side of the grid: more would not be seen between neighbours, fewer would show their cells. */
const MOST_POINTS = 128;
const LEAST_POINTS = 40;
/** What the layers in hand of one band may take. */
const SCRATCH_BYTES = 2 ** 24;

/** Points along a side of a grid that a device of this kind takes through the network in about one dispatch. */
export function pointsAlong(sizes: readonly number[], software: boolean): number {
  const side = Math.sqrt(trainingFlopPerDispatch(software) / forwardFlop(sizes));
  return Math.min(MOST_POINTS, Math.max(LEAST_POINTS, Math.floor(side)));
}

/** Groups of points that one dispatch takes. */
export function groupsAtOnce(sizes: readonly number[], software: boolean): number {
  const byWork = trainingFlopPerDispatch(software) / (GROUP_POINTS * forwardFlop(sizes));
  const byMemory = SCRATCH_BYTES / groupBytes(sizes);
  return Math.max(1, Math.floor(Math.min(byWork, byMemory)));
}

/** Bytes of a group's layers in hand. */
export function groupBytes(sizes: readonly number[]): number {
  return 2 * Math.max(...sizes) * GROUP_POINTS * Float32Array.BYTES_PER_ELEMENT;
}

/** Groups of points in a grid, the last perhaps not full. */
export function groupsOf({ columns, rows }: { readonly columns: number; readonly rows: number }): number {
  return roundUp(columns * rows, GROUP_POINTS) / GROUP_POINTS;
}
