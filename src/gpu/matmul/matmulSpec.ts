import affineEnds from "../../../shaders/matmulAffine.wgsl";
import plainEnds from "../../../shaders/matmulPlain.wgsl";
import type { Kernel, KernelSpec } from "../kernel.ts";
import { UniformStruct } from "../uniforms.ts";
import { matmulCode } from "./generator.ts";
import { type MatmulVariant, tileOf, variantName } from "./variant.ts";

const part = { m: "u32", k: "u32", n: "u32", first_x: "u32", first_y: "u32" } as const;

const plainParams = new UniformStruct(part);

const affineParams = new UniformStruct({
  ...part,
  has_bias: "u32",
  scale_high: "f32",
  scale_low: "f32",
  scale_exponent: "i32",
  bias_exponent: "i32",
} as const);

function label(kind: string, variant: MatmulVariant, transposed: boolean): string {
  return `${kind}${transposed ? " transposed" : ""} ${variantName(variant)}`;
}

/** C = A B, or AᵀB: (m, k) · (k, n) → (m, n), plain float32. Buffers: a, b, c. */
export function plainMatmul(variant: MatmulVariant, transposed = false): KernelSpec<typeof plainParams.fields> {
  return {
    label: label("matmul", variant, transposed),
    code: matmulCode(variant, plainEnds, transposed),
    params: plainParams,
    bindings: ["read", "read", "readWrite"],
  };
}

/** z = W h + b, or Wᵀ g, with a power of two an example. Buffers: a, bias, b, its frame, c, its frame. */
export function affineMatmul(variant: MatmulVariant, transposed: boolean): KernelSpec<typeof affineParams.fields> {
  return {
    label: label("affine", variant, transposed),
    code: matmulCode(variant, affineEnds, transposed),
    params: affineParams,
    bindings: ["read", "read", "read", "read", "readWrite", "readWrite"],
  };
}

/** A compiled kernel and the variant that decides its workgroups. */
export interface MatmulKernel {
  readonly kernel: Kernel;
  readonly variant: MatmulVariant;
}

/** Workgroups that a C of (m, n) takes. */
export function matmulWorkgroups(variant: MatmulVariant, m: number, n: number): [x: number, y: number] {
  const [rows, columns] = tileOf(variant);
  return [Math.ceil(n / columns), Math.ceil(m / rows)];
}
