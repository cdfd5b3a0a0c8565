import code from "../../../shaders/trainLayerBackward.wgsl";
import type { KernelSpec } from "../kernel.ts";
import { UniformStruct } from "../uniforms.ts";

const params = new UniformStruct({
  copy: "u32",
  start: "u32",
  fan_in: "u32",
  fan_out: "u32",
  quads: "u32",
  first_quad: "u32",
  from_row: "u32",
  gradient_row: "u32",
} as const);

/** ∂loss/∂z of the layer below. */
export const trainLayerBackward: KernelSpec<typeof params.fields> = {
  label: "trainLayerBackward",
  code,
  params,
  bindings: ["read", "read", "readWrite"],
};
