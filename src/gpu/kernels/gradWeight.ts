import code from "../../../shaders/gradWeight.wgsl";
import type { KernelSpec } from "../kernel.ts";
import { UniformStruct } from "../uniforms.ts";

const params = new UniformStruct({
  fan_in: "u32",
  fan_out: "u32",
  examples: "u32",
} as const);

export const gradWeight: KernelSpec<typeof params.fields> = {
  label: "gradWeight",
  code,
  params,
  bindings: ["read", "read", "read", "read", "readWrite", "readWrite"],
};

/** Workgroups for (fanOut, fanIn): 16 × 4 threads of 4 × 1 weights. */
export function gradWeightWorkgroups(fanOut: number, fanIn: number): [x: number, y: number] {
  return [Math.ceil(fanIn / 64), Math.ceil(fanOut / 4)];
}
