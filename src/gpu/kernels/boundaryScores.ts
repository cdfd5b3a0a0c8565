import code from "../../../shaders/boundaryScores.wgsl";
import type { KernelSpec } from "../kernel.ts";
import { UniformStruct } from "../uniforms.ts";

const params = new UniformStruct({ groups: "u32" } as const);

export const boundaryScores: KernelSpec<typeof params.fields> = {
  label: "boundaryScores",
  code,
  params,
  bindings: ["readWrite"],
};
