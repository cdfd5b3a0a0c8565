import code from "../../../shaders/trainLayerBatch.wgsl";
import type { KernelSpec } from "../kernel.ts";
import { UniformStruct } from "../uniforms.ts";

const params = new UniformStruct({
  features: "u32",
  examples: "u32",
  columns: "u32",
  ordered: "u32",
} as const);

/** Gathers the inputs of a step. */
export const trainLayerBatch: KernelSpec<typeof params.fields> = {
  label: "trainLayerBatch",
  code,
  params,
  bindings: ["read", "read", "read", "readWrite"],
};
