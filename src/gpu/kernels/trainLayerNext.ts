import code from "../../../shaders/trainLayerNext.wgsl";
import type { KernelSpec } from "../kernel.ts";
import { UniformStruct } from "../uniforms.ts";

const params = new UniformStruct({
  examples: "u32",
  at_once: "u32",
} as const);

/** Goes on to the next step, or to the next examples. */
export const trainLayerNext: KernelSpec<typeof params.fields> = {
  label: "trainLayerNext",
  code,
  params,
  bindings: ["read", "readWrite", "readWrite"],
};
