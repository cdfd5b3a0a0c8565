import type { TrainingSetup } from "../../model/training.ts";
import { parameterCount } from "../../model/trainingShapes.ts";
import type { GpuContext } from "../context.ts";
import { FusedTraining, assertFusedFits } from "./fusedTraining.ts";
import { assertLayeredFits } from "./layered/layeredShape.ts";
import { LayeredTraining } from "./layered/layeredTraining.ts";
import type { TrainingPath } from "./trainingPath.ts";
import type { TrainingStore } from "./trainingStore.ts";

/** Whole updates in one workgroup, or a few dispatches a layer. */
export type TrainingPathName = "fused" | "layered";

/**
 * Parameters times examples of a batch, above which layers go one by one. Milliseconds of an update in software (SwiftShader,
 * 2 cores that were busy with other work too), fused and layer by layer:
 *
 * | hidden layers | 1 example | 8 | 32 | 256 | 1024 |
 * |---|---|---|---|---|---|
 * | 2 of 16 | 0.5, 5.3 | 0.5, 4.1 | 0.7, 4.0 | 2.5, 6.8 | 11, 15 |
 * | 2 of 64 | 0.8, 1.3 | 2.2, 5.2 | 4.3, 7.9 | 46, 17 | 116, 46 |
 * | 8 of 64 | 12, 19 | 8.8, 11 | 36, 27 | | |
 * | 2 of 256 | 115, 23 | 110, 39 | 156, 52 | 565, 333 | 3110, 555 |
 * | 2 of 500 | 96, 71 | 63, 46 | 120, 53 | | |
 *
 * Runs of both in turn crossed between 1e5 (wide layers, few examples) and 5e5 (narrow ones, many, and eight of 64, whose
 * logits of 200 examples, which each frame wants, take 41 to 52 and 16 to 22). A GPU in hardware was not measured: there,
 * one workgroup leaves most of it idle, but layer by layer an update takes three dispatches a layer and more, of some
 * microseconds each.
 */
const MOST_FUSED_WORK = 2 ** 18;
/** Fewer take no less time: a thread takes four at once, and with fewer some of a software workgroup's four are without work. */
const LEAST_EXAMPLES = 16;

/** The faster path for a setup. */
export function pathFor({ network: { sizes }, batches, data }: TrainingSetup): TrainingPathName {
  const batch = Math.min(batches?.size ?? data.examples, data.examples);
  return parameterCount(sizes) * Math.max(batch, LEAST_EXAMPLES) > MOST_FUSED_WORK ? "layered" : "fused";
}

/** Throws a LimitError where a path needs more for the setup than the device has. */
export function assertPathFits({ device: { limits } }: GpuContext, setup: TrainingSetup, path: TrainingPathName): void {
  if (path === "fused") assertFusedFits(limits, setup);
  else assertLayeredFits(limits, setup);
}

export function openPath(context: GpuContext, store: TrainingStore, path: TrainingPathName): Promise<TrainingPath> {
  return path === "fused" ? FusedTraining.open(context, store) : LayeredTraining.open(context, store);
}
