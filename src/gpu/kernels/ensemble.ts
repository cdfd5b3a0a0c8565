import code from "../../../shaders/ensemble.wgsl";
import type { KernelSpec } from "../kernel.ts";
import { UniformStruct } from "../uniforms.ts";

const params = new UniformStruct({
  width: "u32",
  stride: "u32",
  depth: "u32",
  seed: "u32",
  first_network: "u32",
  networks: "u32",
  first_step: "u32",
  end_step: "u32",
  weight: "f32",
  weight_low: "f32",
  weight_exponent: "i32",
  bias: "f32",
  bias_exponent: "i32",
} as const);

/** Independent networks, one workgroup each, their weights drawn where they are used. */
export const ensemble: KernelSpec<typeof params.fields> = {
  label: "ensemble",
  code,
  params,
  bindings: ["read", "readWrite", "readWrite", "readWrite"],
};
