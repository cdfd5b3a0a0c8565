import code from "../../../shaders/trainLayerMean.wgsl";
import type { KernelSpec } from "../kernel.ts";
import { UniformStruct } from "../uniforms.ts";

const params = new UniformStruct({
  loss_quad: "u32",
} as const);

/** The mean of the examples' losses. */
export const trainLayerMean: KernelSpec<typeof params.fields> = {
  label: "trainLayerMean",
  code,
  params,
  bindings: ["read", "readWrite", "readWrite"],
};
