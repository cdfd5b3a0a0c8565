import code from "../../../shaders/peakArithmetic.wgsl";
import type { KernelSpec } from "../kernel.ts";
import { UniformStruct } from "../uniforms.ts";

const params = new UniformStruct({ rounds: "u32", factor: "f32", addend: "f32" } as const);

export const peakArithmetic: KernelSpec<typeof params.fields> = {
  label: "peakArithmetic",
  code,
  params,
  bindings: ["readWrite"],
};

/** Threads of a workgroup. */
export const PEAK_WORKGROUP = 64;
/** Values that a thread carries: 8 chains of vec4f. */
export const PEAK_VALUES = 32;
/** Floating-point operations of one thread in one round: four multiply-adds a value. */
export const PEAK_ROUND_FLOP = PEAK_VALUES * 4 * 2;
