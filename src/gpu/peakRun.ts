import { BufferPool, whole } from "./bufferPool.ts";
import type { GpuContext } from "./context.ts";
import type { DeviceClock } from "./deviceClock.ts";
import { GpuError, withErrorScopes } from "./errors.ts";
import type { Kernel } from "./kernel.ts";

/** One kernel on buffers of its own, dispatched as often as it takes to be timed. Made for measuring peaks. */
export class PeakRun {
  readonly #pool: BufferPool;
  readonly #params: GPUBuffer;
  readonly #buffers: readonly GPUBuffer[];
  readonly #group: GPUBindGroup;

  private constructor(
    readonly context: GpuContext,
    readonly kernel: Kernel,
    readonly workgroups: number,
    bytes: readonly number[],
  ) {
    const { device } = context;
    const { label, params } = kernel.spec;
    this.#pool = new BufferPool(device);
    this.#params = this.#pool.create(label, params.size, GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST);
    this.#buffers = bytes.map((size) => this.#pool.storage(label, size));
    const slot = { buffer: this.#params, offset: 0, size: params.size };
    this.#group = kernel.bind(device, slot, this.#buffers.map(whole));
  }

  /** Storage buffers of these sizes, zeroed; a GpuError where there is no room for them. */
  static async prepare(
    context: GpuContext,
    kernel: Kernel,
    workgroups: number,
    bytes: readonly number[],
  ): Promise<PeakRun> {
    let run: PeakRun | null = null;
    try {
      await withErrorScopes(context.device, kernel.spec.label, () => {
        run = new PeakRun(context, kernel, workgroups, bytes);
      });
    } catch (error) {
      (run as PeakRun | null)?.destroy();
      throw error;
    }
    return run!;
  }

  write(values: Readonly<Record<string, number>>): void {
    const { params } = this.kernel.spec;
    const view = new DataView(new ArrayBuffer(params.size));
    params.write(view, 0, values);
    this.context.device.queue.writeBuffer(this.#params, 0, view.buffer);
  }

  /** Milliseconds of so many dispatches in one pass: by the device's clock, else from submission to end. */
  async time(dispatches: number, clock: DeviceClock | null): Promise<number> {
    const { device } = this.context;
    const { label } = this.kernel.spec;
    const start = performance.now();
    await withErrorScopes(device, label, () => {
      const encoder = device.createCommandEncoder({ label });
      const pass = encoder.beginComputePass(
        clock === null ? { label } : { label, timestampWrites: clock.timestampWrites() },
      );
      pass.setPipeline(this.kernel.pipeline);
      pass.setBindGroup(0, this.#group);
      for (let done = 0; done < dispatches; done += 1) pass.dispatchWorkgroups(this.workgroups);
      pass.end();
      clock?.resolve(encoder);
      device.queue.submit([encoder.finish()]);
      return device.queue.onSubmittedWorkDone();
    });
    this.context.assertAlive();
    const elapsed = performance.now() - start;
    return (await clock?.read()) ?? elapsed;
  }

  /** Throws a GpuError unless the last float32 of the last buffer is `expected`: work that was not done has no speed. */
  async assertLast(expected: number): Promise<void> {
    const { device } = this.context;
    const { label } = this.kernel.spec;
    const source = this.#buffers.at(-1)!;
    const staging = this.#pool.create("staging", 4, GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST);
    const encoder = device.createCommandEncoder({ label });
    encoder.copyBufferToBuffer(source, source.size - 4, staging, 0, 4);
    device.queue.submit([encoder.finish()]);
    await staging.mapAsync(GPUMapMode.READ);
    const [last] = new Float32Array(staging.getMappedRange(0, 4));
    staging.unmap();
    if (last !== expected) throw new GpuError(`${label} left ${last}; it should have left ${expected}.`);
  }

  destroy(): void {
    this.#pool.destroy();
  }
}
