import code from "../../../shaders/statistics.wgsl";
import type { KernelSpec } from "../kernel.ts";
import { UniformStruct } from "../uniforms.ts";

const params = new UniformStruct({
  first: "u32",
  rows: "u32",
} as const);

export const statistics: KernelSpec<typeof params.fields> = {
  label: "statistics",
  code,
  params,
  bindings: ["read", "read", "readWrite", "readWrite"],
};
