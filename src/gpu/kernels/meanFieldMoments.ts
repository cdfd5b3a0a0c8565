import code from "../../../shaders/meanFieldMoments.wgsl";
import type { KernelSpec } from "../kernel.ts";
import { UniformStruct } from "../uniforms.ts";

const params = new UniformStruct({ nodes: "u32", points: "u32" } as const);

export const meanFieldMoments: KernelSpec<typeof params.fields> = {
  label: "meanFieldMoments",
  code,
  params,
  bindings: ["read", "read", "readWrite"],
};

/** Threads of a workgroup, one a node. */
export const MOMENT_THREADS = 64;
