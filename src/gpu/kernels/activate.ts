import code from "../../../shaders/activate.wgsl";
import type { KernelSpec } from "../kernel.ts";
import { UniformStruct } from "../uniforms.ts";

const params = new UniformStruct({
  units: "u32",
  examples: "u32",
} as const);

export const activate: KernelSpec<typeof params.fields> = {
  label: "activate",
  code,
  params,
  bindings: ["read", "read", "readWrite", "readWrite", "readWrite"],
};
