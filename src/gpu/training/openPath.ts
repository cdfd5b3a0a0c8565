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

/** Parameters times examples of a batch, above which layers go one by one. */
const [SOFTWARE_WORK, HARDWARE_WORK] = [2 ** 16, 2 ** 18];

/** The faster path for a setup. */
export function pathFor({ network: { sizes }, batches, data }: TrainingSetup, software: boolean): TrainingPathName {
  const batch = Math.min(batches?.size ?? data.examples, data.examples);
  const work = parameterCount(sizes) * batch;
  return work > (software ? SOFTWARE_WORK : HARDWARE_WORK) ? "layered" : "fused";
}

/** Throws a LimitError where a path needs more for the setup than the device has. */
export function assertPathFits({ device: { limits } }: GpuContext, setup: TrainingSetup, path: TrainingPathName): void {
  if (path === "fused") assertFusedFits(limits, setup);
  else assertLayeredFits(limits, setup);
}

export function openPath(context: GpuContext, store: TrainingStore, path: TrainingPathName): Promise<TrainingPath> {
  return path === "fused" ? FusedTraining.open(context, store) : LayeredTraining.open(context, store);
}
