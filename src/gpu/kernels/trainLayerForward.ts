import code from "../../../shaders/trainLayerForward.wgsl";
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
  activation_row: "u32",
  gradient_row: "u32",
  is_last: "u32",
} as const);

/** z and φ(z) of one layer. */
export const trainLayerForward: KernelSpec<typeof params.fields> = {
  label: "trainLayerForward",
  code,
  params,
  bindings: ["read", "read", "readWrite", "readWrite"],
};
