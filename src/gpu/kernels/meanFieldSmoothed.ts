import code from "../../../shaders/meanFieldSmoothed.wgsl";
import type { KernelSpec } from "../kernel.ts";
import { UniformStruct } from "../uniforms.ts";

const params = new UniformStruct({
  places: "u32",
  first: "u32",
  points: "u32",
  reach: "f32",
  near: "f32",
  tail: "f32",
} as const);

export const meanFieldSmoothed: KernelSpec<typeof params.fields> = {
  label: "meanFieldSmoothed",
  code,
  params,
  bindings: ["read", "read", "read", "readWrite"],
};

/** Threads of a workgroup, one a place. */
export const SMOOTHED_THREADS = 64;
