import code from "../../../shaders/trainingLogits.wgsl";
import type { KernelSpec } from "../kernel.ts";
import { TRAINING_BINDINGS, trainingParams } from "./trainingParams.ts";

/** z of the last layer for all examples, a thread an example. */
export const trainingLogits: KernelSpec<typeof trainingParams.fields> = {
  label: "trainingLogits",
  code,
  params: trainingParams,
  bindings: TRAINING_BINDINGS,
};
