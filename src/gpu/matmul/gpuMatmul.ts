import { workLimits } from "../batches.ts";
import { BufferPool, SLICE_ALIGNMENT, assertBinding, whole } from "../bufferPool.ts";
import type { GpuContext } from "../context.ts";
import { withErrorScopes } from "../errors.ts";
import type { Kernel } from "../kernel.ts";
import { chooseVariant, machineOf } from "./choice.ts";
import { type MatmulPart, type MatmulShape, matmulParts } from "./matmulParts.ts";
import { plainMatmul } from "./matmulSpec.ts";
import { paddedBytes, paddedMatrix, unpaddedMatrix } from "./paddedMatrix.ts";
import type { MatmulVariant } from "./variant.ts";

/** Throws a LimitError where a matrix of the product would exceed the device. Allocates nothing. */
export function assertMatmulFits(limits: GPUSupportedLimits, { m, k, n }: MatmulShape): void {
  const sides = { A: [m, k], B: [k, n], C: [m, n] } as const;
  for (const [name, [rows, columns]] of Object.entries(sides)) {
    assertBinding(limits, `The matrix ${name} of ${rows} × ${columns}`, paddedBytes(rows, columns));
  }
}

/** C = A B : (m, k) · (k, n) → (m, n) on the GPU, A and B uploaded once. Made by prepare, freed by destroy(). */
export class GpuMatmul {
  readonly #pool: BufferPool;
  readonly #c: GPUBuffer;
  readonly #parts: readonly MatmulPart[];
  readonly #bindGroups: readonly GPUBindGroup[];

  private constructor(
    readonly context: GpuContext,
    readonly shape: MatmulShape,
    readonly variant: MatmulVariant,
    readonly kernel: Kernel,
    matrices: { readonly a: Float32Array<ArrayBuffer>; readonly b: Float32Array<ArrayBuffer> },
  ) {
    const { device } = context;
    this.#pool = new BufferPool(device);
    const upload = (label: string, values: Float32Array<ArrayBuffer>): GPUBuffer => {
      const buffer = this.#pool.storage(label, values.byteLength);
      device.queue.writeBuffer(buffer, 0, values);
      return buffer;
    };
    const { m, k, n } = shape;
    const [a, b] = [upload("A", matrices.a), upload("B", matrices.b)];
    this.#c = this.#pool.storage("C", paddedBytes(m, n));
    this.#parts = matmulParts(variant, shape, workLimits(context.info.software));
    const { params } = kernel.spec;
    const bytes = new DataView(new ArrayBuffer(this.#parts.length * SLICE_ALIGNMENT));
    const usage = GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST;
    const uniforms = this.#pool.create("params", bytes.byteLength, usage);
    this.#bindGroups = this.#parts.map(({ first: [first_x, first_y] }, index) => {
      const offset = index * SLICE_ALIGNMENT;
      params.write(bytes, offset, { m, k, n, first_x, first_y });
      const slot = { buffer: uniforms, offset, size: params.size };
      return kernel.bind(device, slot, [whole(a), whole(b), whole(this.#c)]);
    });
    device.queue.writeBuffer(uniforms, 0, bytes.buffer);
  }

  /**
   * Compiles the kernel and uploads A and B, both row-major; `transposed`: A as (k, m). Throws a LimitError
   * where a matrix exceeds the device, a RangeError where a length is not its shape's, a GpuError where there is no room.
   */
  static async prepare(
    context: GpuContext,
    shape: MatmulShape,
    a: Float32Array,
    b: Float32Array,
    { variant = chooseVariant(machineOf(context), shape, context.tuned), transposed = false }: MatmulOptions = {},
  ): Promise<GpuMatmul> {
    const { m, k, n } = shape;
    if (a.length !== m * k || b.length !== k * n) {
      throw new RangeError(`A holds ${a.length} values and B ${b.length}; the product is (${m}, ${k}) · (${k}, ${n})`);
    }
    context.assertAlive();
    assertMatmulFits(context.device.limits, shape);
    const kernel = await context.kernel(plainMatmul(variant, transposed));
    const [rows, columns] = transposed ? [k, m] : [m, k];
    const matrices = { a: paddedMatrix(a, rows, columns), b: paddedMatrix(b, k, n) };
    let made: GpuMatmul | null = null;
    try {
      await withErrorScopes(context.device, "preparing a product of matrices", () => {
        made = new GpuMatmul(context, shape, variant, kernel, matrices);
      });
    } catch (error) {
      (made as GpuMatmul | null)?.destroy();
      throw error;
    }
    return made!;
  }

  /** Adds the product's dispatches to a compute pass: for callers that time passes by themselves. */
  dispatch(pass: GPUComputePassEncoder): void {
    pass.setPipeline(this.kernel.pipeline);
    this.#parts.forEach(({ workgroups }, index) => {
      pass.setBindGroup(0, this.#bindGroups[index]!);
      pass.dispatchWorkgroups(...workgroups);
    });
  }

  /** Makes the product `times` times and waits until it is done, in submissions of at most about a second. */
  async run(times = 1): Promise<void> {
    const { device, info } = this.context;
    const flop = this.#parts.reduce((sum, part) => sum + part.flop, 0);
    const most = Math.max(1, Math.floor(workLimits(info.software).flopPerSubmission / flop));
    for (let done = 0; done < times; done += most) {
      this.context.assertAlive();
      await withErrorScopes(device, this.kernel.spec.label, () => {
        const encoder = device.createCommandEncoder({ label: "matmul" });
        const pass = encoder.beginComputePass({ label: "matmul" });
        for (let index = done; index < Math.min(done + most, times); index += 1) this.dispatch(pass);
        pass.end();
        device.queue.submit([encoder.finish()]);
        return device.queue.onSubmittedWorkDone();
      });
    }
    this.context.assertAlive();
  }

  /** C, row-major. */
  async read(): Promise<Float32Array<ArrayBuffer>> {
    const { device } = this.context;
    const { m, n } = this.shape;
    const size = paddedBytes(m, n);
    const usage = GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST;
    const staging = device.createBuffer({ label: "staging", size, usage });
    try {
      const encoder = device.createCommandEncoder({ label: "read C" });
      encoder.copyBufferToBuffer(this.#c, 0, staging, 0, size);
      device.queue.submit([encoder.finish()]);
      await staging.mapAsync(GPUMapMode.READ);
      return unpaddedMatrix(staging.getMappedRange(), m, n);
    } finally {
      staging.destroy();
    }
  }

  destroy(): void {
    this.#pool.destroy();
  }
}

export interface MatmulOptions {
  /** The default: what suits the machine and the shape. */
  readonly variant?: MatmulVariant | undefined;
  /** A is given as (k, m). */
  readonly transposed?: boolean | undefined;
}
