import code from "../../../shaders/trainLayerLogits.wgsl";
import type { KernelSpec } from "../kernel.ts";
import { UniformStruct } from "../uniforms.ts";

const params = new UniformStruct({
  outputs: "u32",
  examples: "u32",
  columns: "u32",
  last_row: "u32",
  logits_start: "u32",
} as const);

/** z of the last layer, for the examples in hand. */
export const trainLayerLogits: KernelSpec<typeof params.fields> = {
  label: "trainLayerLogits",
  code,
  params,
  bindings: ["read", "read", "readWrite"],
};
