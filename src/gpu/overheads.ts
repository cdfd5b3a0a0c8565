import type { GpuContext } from "./context.ts";
import { peakArithmetic } from "./kernels/peakArithmetic.ts";
import { PeakRun } from "./peakRun.ts";

/** What asking the device costs beside the work itself, in milliseconds. */
export interface Overheads {
  /** One dispatch that does nothing, within a pass. */
  readonly dispatchMs: number;
  /** One submission that does nothing, of many. */
  readonly submitMs: number;
  /** One reading of 4 bytes, from the copy to the mapped buffer. */
  readonly readbackMs: number;
}

const DISPATCHES = 256;
const SUBMISSIONS = 64;
const READBACKS = 15;
const ROUNDS = 5;

/**
 * By the page's clock: what a caller waits. The least of several timings, of batches where one alone is shorter than
 * the clock's step: whatever else the machine does only adds.
 */
export async function measureOverheads(context: GpuContext): Promise<Overheads> {
  const run = await PeakRun.prepare(context, await context.kernel(peakArithmetic), 1, [256]);
  try {
    run.write({ rounds: 0, factor: 0, addend: 0 });
    return {
      dispatchMs: (await least(ROUNDS, () => run.time(DISPATCHES, null))) / DISPATCHES,
      submitMs: (await least(ROUNDS, () => timeSubmissions(context))) / SUBMISSIONS,
      readbackMs: await timeReadback(context),
    };
  } finally {
    run.destroy();
  }
}

async function timeSubmissions({ device }: GpuContext): Promise<number> {
  const start = performance.now();
  for (let done = 0; done < SUBMISSIONS; done += 1) {
    device.queue.submit([device.createCommandEncoder({ label: "nothing" }).finish()]);
  }
  await device.queue.onSubmittedWorkDone();
  return performance.now() - start;
}

async function timeReadback({ device }: GpuContext): Promise<number> {
  const label = "readback";
  const source = device.createBuffer({ label, size: 4, usage: GPUBufferUsage.COPY_SRC });
  const staging = device.createBuffer({ label, size: 4, usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST });
  try {
    return await least(READBACKS, async () => {
      const start = performance.now();
      const encoder = device.createCommandEncoder({ label });
      encoder.copyBufferToBuffer(source, 0, staging, 0, 4);
      device.queue.submit([encoder.finish()]);
      await staging.mapAsync(GPUMapMode.READ);
      staging.getMappedRange().slice(0);
      staging.unmap();
      return performance.now() - start;
    });
  } finally {
    source.destroy();
    staging.destroy();
  }
}

/** The least of so many timings. */
async function least(rounds: number, time: () => Promise<number>): Promise<number> {
  let found = Infinity;
  for (let round = 0; round < rounds; round += 1) found = Math.min(found, await time());
  return found;
}
