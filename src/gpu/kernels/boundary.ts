import code from "../../../shaders/boundary.wgsl";
import type { KernelSpec } from "../kernel.ts";
import { UniformStruct } from "../uniforms.ts";

const params = new UniformStruct({
  columns: "u32",
  rows: "u32",
  depth: "u32",
  widest: "u32",
  first_group: "u32",
  groups: "u32",
  all_groups: "u32",
  x_low: "f32",
  x_high: "f32",
  y_low: "f32",
  y_high: "f32",
} as const);

export const boundary: KernelSpec<typeof params.fields> = {
  label: "boundary",
  code,
  params,
  bindings: ["read", "read", "readWrite", "readWrite"],
};

/** Points that one thread takes through the network, and threads of a workgroup. */
export const GROUP_POINTS = 4;
export const BOUNDARY_THREADS = 64;
