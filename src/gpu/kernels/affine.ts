import code from "../../../shaders/affine.wgsl";
import type { KernelSpec } from "../kernel.ts";
import { UniformStruct } from "../uniforms.ts";

const params = new UniformStruct({
  fan_in: "u32",
  fan_out: "u32",
  examples: "u32",
  has_bias: "u32",
  scale_high: "f32",
  scale_low: "f32",
  scale_exponent: "i32",
  bias_exponent: "i32",
} as const);

export const affine: KernelSpec<typeof params.fields> = {
  label: "affine",
  code,
  params,
  bindings: ["read", "read", "read", "read", "readWrite", "readWrite"],
};

/** Workgroups for (fanOut, examples), examples a multiple of 4: 16 × 4 threads of 4 × 4 values. */
export function affineWorkgroups(fanOut: number, examples: number): [x: number, y: number] {
  return [Math.ceil(examples / 64), Math.ceil(fanOut / 16)];
}
