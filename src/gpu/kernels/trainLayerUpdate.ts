import code from "../../../shaders/trainLayerUpdate.wgsl";
import type { KernelSpec } from "../kernel.ts";
import { TRAINING_BINDINGS, trainingParams } from "./trainingParams.ts";

/** What the optimizer makes of every parameter. */
export const trainLayerUpdate: KernelSpec<typeof trainingParams.fields> = {
  label: "trainLayerUpdate",
  code,
  params: trainingParams,
  bindings: [...TRAINING_BINDINGS, "read"],
};
