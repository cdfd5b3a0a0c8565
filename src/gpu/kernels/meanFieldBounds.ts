import code from "../../../shaders/meanFieldBounds.wgsl";
import type { KernelSpec } from "../kernel.ts";
import { UniformStruct } from "../uniforms.ts";

const params = new UniformStruct({ nodes: "u32" } as const);

export const meanFieldBounds: KernelSpec<typeof params.fields> = {
  label: "meanFieldBounds",
  code,
  params,
  bindings: ["read", "readWrite"],
};
