import code from "../../../shaders/gram.wgsl";
import type { KernelSpec } from "../kernel.ts";
import { UniformStruct } from "../uniforms.ts";

const params = new UniformStruct({
  units: "u32",
  examples: "u32",
} as const);

export const gram: KernelSpec<typeof params.fields> = {
  label: "gram",
  code,
  params,
  bindings: ["read", "readWrite"],
};

/** Workgroups for so many examples: 8 × 8 threads of 4 × 4 products. */
export function gramWorkgroups(examples: number): [x: number, y: number] {
  return [Math.ceil(examples / 32), Math.ceil(examples / 32)];
}
