import code from "../../../shaders/training.wgsl";
import type { KernelSpec } from "../kernel.ts";
import { TRAINING_BINDINGS, trainingParams } from "./trainingParams.ts";

/** Whole updates of a network's parameters, in one workgroup. */
export const training: KernelSpec<typeof trainingParams.fields> = {
  label: "training",
  code,
  params: trainingParams,
  bindings: TRAINING_BINDINGS,
};
