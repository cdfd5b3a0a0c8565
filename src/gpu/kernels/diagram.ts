import code from "../../../shaders/diagram.wgsl";
import type { KernelSpec } from "../kernel.ts";
import { UniformStruct } from "../uniforms.ts";

const params = new UniformStruct({
  columns: "u32",
  rows: "u32",
  first_row: "u32",
  w_low: "f32",
  w_high: "f32",
  b_low: "f32",
  b_high: "f32",
  power: "f32",
} as const);

export const diagram: KernelSpec<typeof params.fields> = {
  label: "diagram",
  code,
  params,
  bindings: ["read", "read", "readWrite", "readWrite"],
};

/** Cells of a workgroup, across and down. */
export const DIAGRAM_TILE = 8;
