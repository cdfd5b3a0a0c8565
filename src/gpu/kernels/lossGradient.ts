import code from "../../../shaders/lossGradient.wgsl";
import type { KernelSpec } from "../kernel.ts";
import { UniformStruct } from "../uniforms.ts";

const params = new UniformStruct({
  outputs: "u32",
  examples: "u32",
  valid: "u32",
} as const);

export const lossGradient: KernelSpec<typeof params.fields> = {
  label: "lossGradient",
  code,
  params,
  bindings: ["read", "read", "read", "readWrite", "readWrite", "readWrite"],
};
