import code from "../../../shaders/matmul.wgsl";
import { BufferPool, whole } from "../bufferPool.ts";
import type { GpuContext } from "../context.ts";
import type { BufferSlice, KernelSpec } from "../kernel.ts";
import { Plan } from "../plan.ts";
import { UniformStruct } from "../uniforms.ts";
import { weightScale } from "../weightStore.ts";
import type { MatmulShape } from "./matmulParts.ts";
import { paddedBytes, paddedMatrix, unpaddedMatrix } from "./paddedMatrix.ts";

const params = new UniformStruct({ m: "u32", k: "u32", n: "u32", transposed: "u32" } as const);

const matmul: KernelSpec<typeof params.fields> = {
  label: "plain matmul",
  code,
  params,
  bindings: ["read", "read", "readWrite"],
};

/** C = A B by the plain kernel, A as (k, m) where `transposed`: what faster kernels are checked against. */
export async function plainProduct(
  context: GpuContext,
  { m, k, n }: MatmulShape,
  a: Float32Array,
  b: Float32Array,
  transposed: boolean,
): Promise<Float32Array<ArrayBuffer>> {
  const kernel = await context.kernel(matmul);
  const pool = new BufferPool(context.device);
  const upload = (label: string, values: Float32Array<ArrayBuffer>): BufferSlice => {
    const buffer = pool.storage(label, values.byteLength);
    context.device.queue.writeBuffer(buffer, 0, values);
    return whole(buffer);
  };
  const padded = transposed ? paddedMatrix(a, k, m) : paddedMatrix(a, m, k);
  const c = { buffer: pool.storage("C", paddedBytes(m, n)), offset: 0, size: paddedBytes(m, n) };
  const dispatch = {
    kernel,
    params: () => ({ m, k, n, transposed: transposed ? 1 : 0 }),
    buffers: [upload("A", padded), upload("B", paddedMatrix(b, k, n)), c],
    workgroups: [Math.ceil(n / 16), Math.ceil(m / 4)] as const,
    flop: 2 * m * k * n,
  };
  const plan = new Plan(context, [dispatch], [c], [], Infinity);
  try {
    return unpaddedMatrix(await plan.run({ weight: () => weightScale(1), biasExponent: () => 0 }), m, n);
  } finally {
    plan.destroy();
    pool.destroy();
  }
}
