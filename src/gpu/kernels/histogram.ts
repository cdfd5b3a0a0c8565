import code from "../../../shaders/histogram.wgsl";
import type { KernelSpec } from "../kernel.ts";
import { UniformStruct } from "../uniforms.ts";

const params = new UniformStruct({
  units: "u32",
  stride: "u32",
  examples: "u32",
  layer: "u32",
  bins: "u32",
} as const);

export const histogram: KernelSpec<typeof params.fields> = {
  label: "histogram",
  code,
  params,
  bindings: ["read", "read", "read", "readWrite"],
};
