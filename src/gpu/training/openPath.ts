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
 * Parameters times examples of a batch, above which layers go one by one. In software (SwiftShader, 2 cores), the fused
 * path's time by the layered path's, as processor time of an update of two hidden layers:
 *
 * | width | 32 examples | 256 | 1024 |
 * |---|---|---|---|
 * | 16 | 0.2 | 1.5 | 1.3 |
 * | 64 | 0.8 | 3.6 | 3.0 |
 * | 256 | 2.7 | 4.0 | |
 *
 * They cross between 9e4 (16 × 256) and 2e5 (8 × 2000). A GPU in hardware was not measured: there, one workgroup leaves most
 * of it idle, but layer by layer an update takes three dispatches a layer and more, of some microseconds each.
 */
const MOST_FUSED_WORK = 2 ** 17;

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
