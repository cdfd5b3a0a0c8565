import { BufferPool, assertBinding, whole } from "../bufferPool.ts";
import type { GpuContext } from "../context.ts";
import { withErrorScopes } from "../errors.ts";
import { chooseVariant, machineOf } from "./choice.ts";
import type { MatmulShape } from "./matmulParts.ts";
import { type MatmulKernel, plainMatmul } from "./matmulSpec.ts";
import { PacedDispatches } from "./pacedDispatches.ts";
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
  readonly #dispatches: PacedDispatches;

  private constructor(
    readonly context: GpuContext,
    readonly shape: MatmulShape,
    readonly matmul: MatmulKernel,
    matrices: readonly Float32Array<ArrayBuffer>[],
  ) {
    this.#pool = new BufferPool(context.device);
    const operands = matrices.map((values, index) => {
      const buffer = this.#pool.storage("AB"[index]!, values.byteLength);
      context.device.queue.writeBuffer(buffer, 0, values);
      return buffer;
    });
    this.#c = this.#pool.storage("C", paddedBytes(shape.m, shape.n));
    this.#dispatches = new PacedDispatches(context, matmul, shape, this.#pool, [...operands, this.#c].map(whole));
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
    if (![m, k, n].every((side) => Number.isSafeInteger(side) && side >= 1)) {
      throw new RangeError(`a product's sides must be whole numbers from 1; they are ${m}, ${k} and ${n}`);
    }
    if (a.length !== m * k || b.length !== k * n) {
      throw new RangeError(`A holds ${a.length} values and B ${b.length}; the product is (${m}, ${k}) · (${k}, ${n})`);
    }
    context.assertAlive();
    assertMatmulFits(context.device.limits, shape);
    const kernel = await context.kernel(plainMatmul(variant, transposed));
    const [rows, columns] = transposed ? [k, m] : [m, k];
    const matrices = [paddedMatrix(a, rows, columns), paddedMatrix(b, k, n)];
    let made: GpuMatmul | null = null;
    try {
      await withErrorScopes(context.device, "preparing a product of matrices", () => {
        made = new GpuMatmul(context, shape, { kernel, variant }, matrices);
      });
    } catch (error) {
      (made as GpuMatmul | null)?.destroy();
      throw error;
    }
    return made!;
  }

  /** Adds the product's dispatches to a compute pass: for callers that time passes by themselves. */
  dispatch(pass: GPUComputePassEncoder): void {
    this.#dispatches.encode(pass);
  }

  /**
   * Makes the product `times` times and waits until it is done, in submissions of at most about a second. The time
   * that each takes decides how the next is cut.
   */
  async run(times = 1): Promise<void> {
    for (let done = 0; done < times;) {
      this.context.assertAlive();
      const count = Math.min(times - done, this.#dispatches.perSubmission);
      const start = performance.now();
      await this.#submit(count);
      const seconds = Math.max(performance.now() - start, 0.1) / 1000;
      this.#dispatches.pace((count * this.#dispatches.flop) / seconds);
      done += count;
    }
    this.context.assertAlive();
  }

  async #submit(count: number): Promise<void> {
    const { device } = this.context;
    await withErrorScopes(device, this.matmul.kernel.spec.label, () => {
      const encoder = device.createCommandEncoder({ label: "matmul" });
      const pass = encoder.beginComputePass({ label: "matmul" });
      for (let index = 0; index < count; index += 1) this.dispatch(pass);
      pass.end();
      device.queue.submit([encoder.finish()]);
      return device.queue.onSubmittedWorkDone();
    });
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
