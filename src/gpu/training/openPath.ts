import type { TrainingSetup } from "../../model/training.ts";
import type { GpuContext } from "../context.ts";
import { FusedTraining, assertFusedFits } from "./fusedTraining.ts";
import type { TrainingPath } from "./trainingPath.ts";
import type { TrainingStore } from "./trainingStore.ts";

/** Throws a LimitError where the path that a setup would take needs more than the device has. */
export function assertPathFits(context: GpuContext, setup: TrainingSetup): void {
  assertFusedFits(context.device.limits, setup);
}

/** The path for a setup of this size. */
export function openPath(context: GpuContext, store: TrainingStore): Promise<TrainingPath> {
  return FusedTraining.open(context, store);
}
