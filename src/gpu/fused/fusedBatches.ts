import { roundUp } from "../bufferPool.ts";
import type { PlanShape } from "../signalPlan.ts";
import type { FusedForm } from "./fusedKernels.ts";
import { TILE, slotVectors } from "./packing.ts";

/** Bytes of one vector. */
const VECTOR_BYTES = 16;
/** What the values kept from layer to layer may take, in bytes, unless one workgroup takes more. */
const SCRATCH_BYTES = 2 ** 27;
/** Forward tiles come in so many, so that the histogram's rows are aligned. */
const FORWARD_TILES = 8;
/** Workgroups of one dispatch: WebGPU's default maxComputeWorkgroupsPerDimension. */
const MOST_WORKGROUPS = 65_535;
/** Tiles of one workgroup. */
const GROUP = 4;

/** Tiles of eight examples of either pass, whole workgroups of them. */
export interface Tiles {
  readonly forward: number;
  readonly gradient: number;
}

export function tilesOf({ forwardExamples, backwardExamples }: PlanShape): Tiles {
  return {
    forward: roundUp(Math.ceil(forwardExamples / TILE), FORWARD_TILES),
    gradient: roundUp(Math.ceil(backwardExamples / TILE), GROUP),
  };
}

/** Tiles whose slots lie in the scratch together. */
export interface Batch {
  readonly first: number;
  readonly count: number;
}

/** A batch through some steps: one dispatch. */
export interface FusedRange {
  readonly firstTile: number;
  readonly tiles: number;
  readonly firstStep: number;
  readonly endStep: number;
  readonly flop: number;
}

/** Bytes that one tile needs: h and z, and for gradients every z. */
function tileBytes(sizes: readonly number[], isGradient: boolean): number {
  const slots = isGradient ? sizes.length + 1 : 2;
  return slots * slotVectors(Math.max(...sizes)) * VECTOR_BYTES;
}

/** Bytes of scratch that a batch of tiles from `first` on needs. */
export function scratchBytes(sizes: readonly number[], tiles: Tiles, first: number, count: number): number {
  const gradients = Math.max(0, first + count - Math.max(first, tiles.forward));
  return (count - gradients) * tileBytes(sizes, false) + gradients * tileBytes(sizes, true);
}

/** Operations of one tile in a step: 0 brings the inputs, 1 to layers go forward, the rest back. */
function stepFlop(sizes: readonly number[], step: number): number {
  const layers = sizes.length - 1;
  if (step === 0) return TILE * sizes[0]!;
  const layer = step <= layers ? step - 1 : 2 * layers - step;
  return 2 * TILE * sizes[layer]! * sizes[layer + 1]!;
}

/** Operations of one tile that goes all the way. */
function tileFlop(sizes: readonly number[], isGradient: boolean): number {
  const steps = isGradient ? 2 * (sizes.length - 1) : sizes.length - 1;
  return Array.from({ length: steps }, (_, step) => stepFlop(sizes, step)).reduce((sum, flop) => sum + flop, 0);
}

/**
 * Splits the tiles into batches that fit in memory, each whole workgroups of tiles, and so that one dispatch keeps
 * to its limit: in columns that is a step at least, in tiles all of them.
 */
export function fusedBatches(
  sizes: readonly number[],
  tiles: Tiles,
  form: FusedForm,
  flopPerDispatch: number,
): Batch[] {
  const total = tiles.forward + tiles.gradient;
  const widest = 2 * TILE * Math.max(...sizes) ** 2;
  const byGroups = MOST_WORKGROUPS * (form === "columns" ? GROUP : 1);
  const byWork = flopPerDispatch / (form === "columns" ? widest : tileFlop(sizes, tiles.gradient > 0));
  const batches: Batch[] = [];
  for (let first = 0; first < total;) {
    let count = GROUP;
    const fits = (more: number): boolean =>
      first + more <= total &&
      more <= byWork &&
      more <= byGroups &&
      scratchBytes(sizes, tiles, first, more) <= SCRATCH_BYTES;
    while (fits(count + GROUP)) count += GROUP;
    batches.push({ first, count });
    first += count;
  }
  return batches;
}

/** One batch's dispatches: in columns, runs of steps that keep to the limit of one dispatch. */
export function fusedRanges(
  sizes: readonly number[],
  tiles: Tiles,
  { first, count }: Batch,
  form: FusedForm,
  flopPerDispatch: number,
): FusedRange[] {
  const layers = sizes.length - 1;
  const gradients = Math.max(0, first + count - Math.max(first, tiles.forward));
  const steps = gradients > 0 ? 2 * layers : layers;
  const ranges: FusedRange[] = [];
  let [firstStep, flop] = [0, 0];
  for (let step = 0; step < steps; step += 1) {
    const own = (step < layers ? count : gradients) * stepFlop(sizes, step);
    if (form === "columns" && step > firstStep && flop + own > flopPerDispatch) {
      ranges.push({ firstTile: first, tiles: count, firstStep, endStep: step, flop });
      [firstStep, flop] = [step, 0];
    }
    flop += own;
  }
  ranges.push({ firstTile: first, tiles: count, firstStep, endStep: steps, flop });
  return ranges;
}
