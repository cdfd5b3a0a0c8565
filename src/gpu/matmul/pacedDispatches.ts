import { type WorkLimits, workLimits } from "../batches.ts";
import { type BufferPool, SLICE_ALIGNMENT } from "../bufferPool.ts";
import type { GpuContext } from "../context.ts";
import type { BufferSlice } from "../kernel.ts";
import { type MatmulPart, type MatmulShape, limitsAt, matmulParts } from "./matmulParts.ts";
import type { MatmulKernel } from "./matmulSpec.ts";

/** A product's dispatches, cut for the device's speed: at first for the slowest of its kind. */
export class PacedDispatches {
  readonly #uniforms: GPUBuffer;
  readonly #bindGroups: readonly GPUBindGroup[];
  readonly #least: WorkLimits;
  #limits: WorkLimits;
  #parts: readonly MatmulPart[];

  /** Buffers are a, b and c; the uniforms come from the pool and go with it. */
  constructor(
    readonly context: GpuContext,
    readonly matmul: MatmulKernel,
    readonly shape: MatmulShape,
    pool: BufferPool,
    buffers: readonly BufferSlice[],
  ) {
    const { kernel, variant } = matmul;
    this.#least = workLimits(context.info.software);
    this.#limits = this.#least;
    this.#parts = matmulParts(variant, shape, this.#limits);
    const usage = GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST;
    this.#uniforms = pool.create("params", this.#parts.length * SLICE_ALIGNMENT, usage);
    this.#bindGroups = this.#parts.map((_, index) => {
      const slot = { buffer: this.#uniforms, offset: index * SLICE_ALIGNMENT, size: kernel.spec.params.size };
      return kernel.bind(context.device, slot, buffers);
    });
    this.#write();
  }

  /** Floating-point operations of one product, those at ragged edges included. */
  get flop(): number {
    return this.#parts.reduce((sum, part) => sum + part.flop, 0);
  }

  /** Products that one submission may hold, at least one. */
  get perSubmission(): number {
    return Math.max(1, Math.floor(this.#limits.flopPerSubmission / this.flop));
  }

  encode(pass: GPUComputePassEncoder): void {
    pass.setPipeline(this.matmul.kernel.pipeline);
    this.#parts.forEach(({ workgroups }, index) => {
      pass.setBindGroup(0, this.#bindGroups[index]!);
      pass.dispatchWorkgroups(...workgroups);
    });
  }

  /** Cuts the product anew for a device of this speed: a fast one would starve on small dispatches. */
  pace(flopPerSecond: number): void {
    this.#limits = limitsAt(flopPerSecond, this.#least);
    const parts = matmulParts(this.matmul.variant, this.shape, this.#limits);
    if (parts.length === this.#parts.length) return;
    this.#parts = parts;
    this.#write();
  }

  #write(): void {
    const { m, k, n } = this.shape;
    const bytes = new DataView(new ArrayBuffer(this.#parts.length * SLICE_ALIGNMENT));
    this.#parts.forEach(({ first: [first_x, first_y] }, index) => {
      this.matmul.kernel.spec.params.write(bytes, index * SLICE_ALIGNMENT, { m, k, n, first_x, first_y });
    });
    this.context.device.queue.writeBuffer(this.#uniforms, 0, bytes.buffer);
  }
}
