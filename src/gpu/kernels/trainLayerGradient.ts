import code from "../../../shaders/trainLayerGradient.wgsl";
import type { KernelSpec } from "../kernel.ts";
import { UniformStruct } from "../uniforms.ts";

const params = new UniformStruct({
  array: "u32",
  start: "u32",
  fan_in: "u32",
  fan_out: "u32",
  quads: "u32",
  first_unit: "u32",
  first_stretch: "u32",
  activation_row: "u32",
  gradient_row: "u32",
} as const);

/** ∂loss/∂(W, b) of one layer, in sums over stretches of examples. */
export const trainLayerGradient: KernelSpec<typeof params.fields> = {
  label: "trainLayerGradient",
  code,
  params,
  bindings: ["read", "read", "readWrite"],
};
