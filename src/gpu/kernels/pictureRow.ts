import code from "../../../shaders/pictureRow.wgsl";
import type { KernelSpec } from "../kernel.ts";
import { UniformStruct } from "../uniforms.ts";

/** As the shader's workgroup_size. */
export const PICTURE_ROW_THREADS = 64;

const params = new UniformStruct({
  units: "u32",
  stride: "u32",
  examples: "u32",
  start: "u32",
} as const);

export const pictureRow: KernelSpec<typeof params.fields> = {
  label: "pictureRow",
  code,
  params,
  bindings: ["read", "read", "readWrite"],
};
