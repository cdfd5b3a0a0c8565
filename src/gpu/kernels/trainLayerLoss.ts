import code from "../../../shaders/trainLayerLoss.wgsl";
import type { KernelSpec } from "../kernel.ts";
import { TRAINING_BINDINGS, trainingParams } from "./trainingParams.ts";

/** The loss of each example and ∂loss/∂z of the last layer. */
export const trainLayerLoss: KernelSpec<typeof trainingParams.fields> = {
  label: "trainLayerLoss",
  code,
  params: trainingParams,
  bindings: [...TRAINING_BINDINGS, "read"],
};
