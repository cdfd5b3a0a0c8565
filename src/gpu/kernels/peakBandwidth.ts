import code from "../../../shaders/peakBandwidth.wgsl";
import type { KernelSpec } from "../kernel.ts";
import { UniformStruct } from "../uniforms.ts";

const params = new UniformStruct({ count: "u32", addend: "f32" } as const);

export const peakBandwidth: KernelSpec<typeof params.fields> = {
  label: "peakBandwidth",
  code,
  params,
  bindings: ["read", "readWrite"],
};
