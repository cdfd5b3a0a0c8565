import code from "../../../shaders/meanFieldProducts.wgsl";
import type { KernelSpec } from "../kernel.ts";
import { UniformStruct } from "../uniforms.ts";

const params = new UniformStruct({
  points: "u32",
  step: "f32",
  reach: "f32",
  near: "f32",
  tail: "f32",
} as const);

export const meanFieldProducts: KernelSpec<typeof params.fields> = {
  label: "meanFieldProducts",
  code,
  params,
  bindings: ["read", "read", "read", "read", "readWrite"],
};

/** Threads of a workgroup, one a column. */
export const PRODUCT_THREADS = 64;
