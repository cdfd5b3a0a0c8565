import code from "../../../shaders/repeatColumn.wgsl";
import type { KernelSpec } from "../kernel.ts";
import { UniformStruct } from "../uniforms.ts";

const params = new UniformStruct({
  units: "u32",
  stride: "u32",
  columns: "u32",
} as const);

export const repeatColumn: KernelSpec<typeof params.fields> = {
  label: "repeatColumn",
  code,
  params,
  bindings: ["read", "read", "readWrite", "readWrite"],
};

/** Workgroups for (units, columns): 64 threads of four values of a row. */
export function repeatColumnWorkgroups(units: number, columns: number): [x: number, y: number] {
  return [Math.ceil(columns / 256), units];
}
