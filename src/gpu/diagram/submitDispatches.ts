import type { RunOptions } from "../../model/engine.ts";
import { BufferPool, SLICE_ALIGNMENT } from "../bufferPool.ts";
import type { GpuContext } from "../context.ts";
import { withErrorScopes } from "../errors.ts";
import type { BufferSlice, Kernel } from "../kernel.ts";

/** One dispatch with all that it needs. */
export interface PlainDispatch {
  readonly kernel: Kernel;
  readonly params: Readonly<Record<string, number>>;
  readonly buffers: readonly BufferSlice[];
  readonly workgroups: readonly [x: number, y: number];
}

/**
 * Sends dispatches in order: to a GPU in one submission, to a software one each for itself, waited for, so that a signal
 * can stop them in between. A GpuError where one fails.
 */
export async function submitDispatches(
  context: GpuContext,
  label: string,
  dispatches: readonly PlainDispatch[],
  { signal, onProgress }: RunOptions = {},
): Promise<void> {
  const { device, info } = context;
  const pool = new BufferPool(device);
  try {
    const uniforms = writeParams(pool, label, dispatches);
    const size = info.software ? 1 : dispatches.length;
    for (let start = 0; start < dispatches.length; start += size) {
      signal?.throwIfAborted();
      await withErrorScopes(device, label, () => {
        const encoder = device.createCommandEncoder({ label });
        const pass = encoder.beginComputePass({ label });
        dispatches.slice(start, start + size).forEach(({ kernel, buffers, workgroups }, index) => {
          const slot = { buffer: uniforms, offset: (start + index) * SLICE_ALIGNMENT, size: kernel.spec.params.size };
          pass.setPipeline(kernel.pipeline);
          pass.setBindGroup(0, kernel.bind(device, slot, buffers));
          pass.dispatchWorkgroups(...workgroups);
        });
        pass.end();
        device.queue.submit([encoder.finish()]);
      });
      await device.queue.onSubmittedWorkDone();
      context.assertAlive();
      onProgress?.(Math.min(1, (start + size) / dispatches.length));
    }
  } finally {
    pool.destroy();
  }
}

function writeParams(pool: BufferPool, label: string, dispatches: readonly PlainDispatch[]): GPUBuffer {
  const bytes = new DataView(new ArrayBuffer(dispatches.length * SLICE_ALIGNMENT));
  dispatches.forEach(({ kernel, params }, index) => kernel.spec.params.write(bytes, index * SLICE_ALIGNMENT, params));
  const uniforms = pool.create(label, bytes.byteLength, GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST);
  pool.device.queue.writeBuffer(uniforms, 0, bytes.buffer);
  return uniforms;
}

/** [first, count] of bands of at most `most` rows, that one dispatch each takes. */
export function bands(rows: number, most: number): [first: number, count: number][] {
  const size = Math.max(1, Math.floor(most));
  return Array.from({ length: Math.ceil(rows / size) }, (_, band) => [band * size, Math.min(size, rows - band * size)]);
}
