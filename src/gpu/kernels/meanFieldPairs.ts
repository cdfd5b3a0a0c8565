import code from "../../../shaders/meanFieldPairs.wgsl";
import type { KernelSpec } from "../kernel.ts";
import { UniformStruct } from "../uniforms.ts";

const params = new UniformStruct({ power: "f32" } as const);

export const meanFieldPairs: KernelSpec<typeof params.fields> = {
  label: "meanFieldPairs",
  code,
  params,
  bindings: ["read", "read", "read", "read", "readWrite"],
};

/** Threads of a workgroup, one a row. */
export const PAIR_THREADS = 64;
