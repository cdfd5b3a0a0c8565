import type { GpuContext } from "../context.ts";
import { GpuError } from "../errors.ts";
import type { GpuMatmul, MatmulOptions } from "./gpuMatmul.ts";
import type { MatmulShape } from "./matmulParts.ts";
import { plainProduct } from "./plainProduct.ts";
import type { MatmulVariant } from "./variant.ts";

/** What a tuning does with a product. */
export type TunedProduct = Pick<GpuMatmul, "run" | "read" | "destroy">;

export type PrepareProduct = (
  shape: MatmulShape,
  a: Float32Array,
  b: Float32Array,
  options: MatmulOptions,
) => Promise<TunedProduct>;

/** Ragged, and more than one tile of every candidate each way. */
const CHECKED: MatmulShape = { m: 131, k: 37, n: 275 };

/** Whether the variant compiles on this device and gives the plain kernel's values, A stored either way. */
export async function isRight(context: GpuContext, variant: MatmulVariant, prepare: PrepareProduct): Promise<boolean> {
  try {
    return (await agrees(context, variant, prepare, false)) && (await agrees(context, variant, prepare, true));
  } catch (error) {
    context.assertAlive();
    if (error instanceof GpuError) return false;
    throw error;
  }
}

/** Of whole numbers so small that float32 sums them exactly in any order: right is equal. */
async function agrees(
  context: GpuContext,
  variant: MatmulVariant,
  prepare: PrepareProduct,
  transposed: boolean,
): Promise<boolean> {
  const { m, k, n } = CHECKED;
  const a = Float32Array.from({ length: m * k }, (_, at) => ((at * 7) % 9) - 4);
  const b = Float32Array.from({ length: k * n }, (_, at) => ((at * 5) % 11) - 5);
  const expected = await plainProduct(context, CHECKED, a, b, transposed);
  const product = await prepare(CHECKED, a, b, { variant, transposed });
  try {
    await product.run(1);
    const actual = await product.read();
    return expected.every((value, at) => actual[at] === value);
  } finally {
    product.destroy();
  }
}
