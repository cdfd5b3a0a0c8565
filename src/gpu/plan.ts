import type { RunOptions } from "../model/engine.ts";
import { BufferPool, SLICE_ALIGNMENT } from "./bufferPool.ts";
import type { GpuContext } from "./context.ts";
import { withErrorScopes } from "./errors.ts";
import type { BufferSlice, Kernel } from "./kernel.ts";
import type { WeightScale } from "./weightStore.ts";

/** What may change from run to run without new buffers. */
export interface RunScales {
  readonly weight: (layer: number) => WeightScale;
  readonly biasExponent: (layer: number) => number;
}

/** One dispatch: its kernel, uniforms (from the run's scales), buffers and size. */
export interface Dispatch {
  readonly kernel: Kernel;
  readonly params: (scales: RunScales) => Readonly<Record<string, number>>;
  readonly buffers: readonly BufferSlice[];
  readonly workgroups: readonly [x: number, y: number];
  /** Floating-point operations, for splitting long work into submissions. */
  readonly flop: number;
}

/** Counts of what one run asked of the queue. */
export interface PlanTrace {
  readonly dispatches: number;
  readonly submits: number;
  readonly bytesReadBack: number;
}

/** A fixed list of dispatches with their uniforms and bind groups, run as often as wanted. */
export class Plan {
  readonly #pool: BufferPool;
  readonly #params: GPUBuffer;
  readonly #staging: GPUBuffer;
  readonly #bindGroups: readonly GPUBindGroup[];
  readonly #submissions: readonly (readonly [start: number, end: number])[];
  readonly #view: DataView<ArrayBuffer>;

  /** `results` are read back after a run, one after the other; `cleared` are zeroed before it. */
  constructor(
    readonly context: GpuContext,
    readonly dispatches: readonly Dispatch[],
    readonly results: readonly BufferSlice[],
    readonly cleared: readonly BufferSlice[],
    flopPerSubmission: number,
  ) {
    const { device } = context;
    this.#pool = new BufferPool(device);
    const paramBytes = dispatches.length * SLICE_ALIGNMENT;
    this.#params = this.#pool.create("params", paramBytes, GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST);
    this.#staging = this.#pool.create("staging", this.#bytes, GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST);
    this.#view = new DataView(new ArrayBuffer(paramBytes));
    this.#bindGroups = dispatches.map(({ kernel, buffers }, index) => {
      const slot = { buffer: this.#params, offset: index * SLICE_ALIGNMENT, size: kernel.spec.params.size };
      return kernel.bind(device, slot, buffers);
    });
    this.#submissions = split(dispatches, flopPerSubmission);
  }

  get #bytes(): number {
    return this.results.reduce((sum, { size }) => sum + size, 0);
  }

  get trace(): PlanTrace {
    const [dispatches, submits] = [this.dispatches.length, this.#submissions.length];
    return { dispatches, submits, bytesReadBack: this.#bytes };
  }

  /** Runs all dispatches and returns the results' bytes. One submission unless the work is long. */
  async run(scales: RunScales, { signal, onProgress }: RunOptions = {}): Promise<ArrayBuffer> {
    const { device } = this.context;
    this.dispatches.forEach(({ kernel, params }, index) => {
      kernel.spec.params.write(this.#view, index * SLICE_ALIGNMENT, params(scales));
    });
    device.queue.writeBuffer(this.#params, 0, this.#view.buffer);
    for (const [index, range] of this.#submissions.entries()) {
      signal?.throwIfAborted();
      await withErrorScopes(device, "the network's pass", () => this.#submit(range, index));
      this.context.assertAlive();
      if (index < this.#submissions.length - 1) {
        await device.queue.onSubmittedWorkDone();
        onProgress?.((index + 1) / this.#submissions.length);
      }
    }
    return this.#readBack();
  }

  #submit([start, end]: readonly [number, number], index: number): void {
    const { device } = this.context;
    const encoder = device.createCommandEncoder({ label: "pass" });
    if (index === 0) for (const { buffer, offset, size } of this.cleared) encoder.clearBuffer(buffer, offset, size);
    const [begins, ends] = [start === 0, end === this.dispatches.length];
    const timestampWrites = begins || ends ? this.context.clock?.timestampWrites({ begins, ends }) : undefined;
    const pass = encoder.beginComputePass({ label: "pass", ...(timestampWrites && { timestampWrites }) });
    for (let at = start; at < end; at += 1) {
      const { kernel, workgroups } = this.dispatches[at]!;
      pass.setPipeline(kernel.pipeline);
      pass.setBindGroup(0, this.#bindGroups[at]!);
      pass.dispatchWorkgroups(...workgroups);
    }
    pass.end();
    if (ends) {
      this.#copyResults(encoder);
      this.context.clock?.resolve(encoder);
    }
    device.queue.submit([encoder.finish()]);
  }

  #copyResults(encoder: GPUCommandEncoder): void {
    let at = 0;
    for (const { buffer, offset, size } of this.results) {
      encoder.copyBufferToBuffer(buffer, offset, this.#staging, at, size);
      at += size;
    }
  }

  async #readBack(): Promise<ArrayBuffer> {
    try {
      await this.#staging.mapAsync(GPUMapMode.READ);
    } catch (cause) {
      this.context.assertAlive();
      throw cause;
    }
    try {
      return this.#staging.getMappedRange(0, this.#bytes).slice(0);
    } finally {
      this.#staging.unmap();
    }
  }

  /** Frees the plan's own buffers; those the dispatches name belong to their makers. */
  destroy(): void {
    this.#pool.destroy();
  }
}

/** Ranges of dispatches of at most about `flop` operations each, at least one dispatch a range. */
function split(dispatches: readonly Dispatch[], flop: number): [start: number, end: number][] {
  const ranges: [number, number][] = [];
  let [start, sum] = [0, 0];
  dispatches.forEach((dispatch, index) => {
    if (index > start && sum + dispatch.flop > flop) {
      ranges.push([start, index]);
      [start, sum] = [index, 0];
    }
    sum += dispatch.flop;
  });
  ranges.push([start, dispatches.length]);
  return ranges;
}
