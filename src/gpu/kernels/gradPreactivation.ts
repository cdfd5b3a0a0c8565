import code from "../../../shaders/gradPreactivation.wgsl";
import type { KernelSpec } from "../kernel.ts";
import { UniformStruct } from "../uniforms.ts";

const params = new UniformStruct({
  units: "u32",
  examples: "u32",
} as const);

export const gradPreactivation: KernelSpec<typeof params.fields> = {
  label: "gradPreactivation",
  code,
  params,
  bindings: ["read", "read", "read", "read", "readWrite", "readWrite", "readWrite"],
};
