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
 * Parameters times examples of a batch, above which layers go one by one. Milliseconds of an update of two hidden layers in
 * software (SwiftShader, 2 cores that were busy with other work too), fused and layer by layer:
 *
 * | width | 32 examples | 256 | 1024 |
 * |---|---|---|---|
 * | 16 | 0.2, 0.7 | 2.5, 6.8 | 11, 15 |
 * | 64 | 3.2, 6.3 | 46, 17 | 116, 46 |
 * | 256 | 121, 26 | 565, 333 | 3110, 555 |
 *
 * Runs of both in turn crossed between 1e5 (wide layers, few examples) and 4e5 (narrow ones, many). A GPU in hardware was not
 * measured: there, one workgroup leaves most of it idle, but layer by layer an update takes three dispatches a layer and
 * more, of some microseconds each.
 */
const MOST_FUSED_WORK = 2 ** 18;

/** The faster path for a setup. */
export function pathFor({ network: { sizes }, batches, data }: TrainingSetup): TrainingPathName {
  const batch = Math.min(batches?.size ?? data.examples, data.examples);
  return parameterCount(sizes) * batch > MOST_FUSED_WORK ? "layered" : "fused";
}

/** Throws a LimitError where a path needs more for the setup than the device has. */
export function assertPathFits({ device: { limits } }: GpuContext, setup: TrainingSetup, path: TrainingPathName): void {
  if (path === "fused") assertFusedFits(limits, setup);
  else assertLayeredFits(limits, setup);
}

export function openPath(context: GpuContext, store: TrainingStore, path: TrainingPathName): Promise<TrainingPath> {
  return path === "fused" ? FusedTraining.open(context, store) : LayeredTraining.open(context, store);
}
