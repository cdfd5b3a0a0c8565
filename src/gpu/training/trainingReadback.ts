import { BufferPool } from "../bufferPool.ts";
import type { GpuContext } from "../context.ts";
import { withErrorScopes } from "../errors.ts";
import type { TrainingWork } from "./trainingPath.ts";
import type { TrainingStore } from "./trainingStore.ts";

const FLOAT_BYTES = Float32Array.BYTES_PER_ELEMENT;

/** What one submission brings back. */
export interface TrainingReport {
  /** As in TrainingStore; UNBROKEN where all is fine. */
  readonly brokenAt: number;
  /** Of each step. */
  readonly losses: Float32Array;
  /** A copy's array of parameters and the logits of all examples, where logits were asked for. */
  readonly parameters: Float32Array | null;
  readonly logits: Float32Array | null;
}

/** Sends work and brings its results back in one buffer, which it keeps. */
export class TrainingReadback {
  readonly #pool: BufferPool;
  readonly #staging: GPUBuffer;

  constructor(
    readonly context: GpuContext,
    readonly store: TrainingStore,
  ) {
    this.#pool = new BufferPool(context.device);
    const bytes = store.results.size + store.layout.array * FLOAT_BYTES;
    const usage = GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST;
    this.#staging = this.#pool.create("training results read back", bytes, usage);
  }

  /** One submission of what `encode` records, then of the copies back. */
  async run(work: TrainingWork, encode: (encoder: GPUCommandEncoder) => void): Promise<TrainingReport> {
    const { device } = this.context;
    await withErrorScopes(device, "training", () => {
      const encoder = device.createCommandEncoder({ label: "training" });
      encode(encoder);
      this.#copy(encoder, work);
      device.queue.submit([encoder.finish()]);
    });
    return this.#read(work);
  }

  #copy(encoder: GPUCommandEncoder, { iteration, updates, logits }: TrainingWork): void {
    const { results } = this.store;
    encoder.copyBufferToBuffer(results, 0, this.#staging, 0, this.#bytes(updates, logits));
    if (!logits) return;
    const { buffer, offset, size } = this.store.parametersAfter(iteration);
    encoder.copyBufferToBuffer(buffer, offset, this.#staging, results.size, size);
  }

  /** Of results: broken_at and the losses, or all. */
  #bytes(updates: number, logits: boolean): number {
    return logits ? this.store.results.size : (1 + updates + 1) * FLOAT_BYTES;
  }

  async #read({ updates, logits }: TrainingWork): Promise<TrainingReport> {
    const { results, layout, logitsStart, setup } = this.store;
    const bytes = logits ? results.size + layout.array * FLOAT_BYTES : this.#bytes(updates, false);
    await this.#staging.mapAsync(GPUMapMode.READ, 0, bytes);
    try {
      const mapped = this.#staging.getMappedRange(0, bytes);
      const [brokenAt] = new Uint32Array(mapped, 0, 1);
      const values = new Float32Array(mapped, FLOAT_BYTES);
      const outputs = setup.network.sizes.at(-1)!;
      const parametersAt = results.size / FLOAT_BYTES - 1;
      return {
        brokenAt: brokenAt!,
        losses: values.slice(0, updates + 1),
        parameters: logits ? values.slice(parametersAt, parametersAt + layout.array) : null,
        logits: logits ? values.slice(logitsStart, logitsStart + outputs * setup.data.examples) : null,
      };
    } finally {
      this.#staging.unmap();
    }
  }

  destroy(): void {
    this.#pool.destroy();
  }
}
