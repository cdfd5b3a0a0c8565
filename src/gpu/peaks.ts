import type { RunOptions } from "../model/engine.ts";
import type { GpuContext } from "./context.ts";
import { DeviceClock } from "./deviceClock.ts";
import { GpuError } from "./errors.ts";
import { PEAK_ROUND_FLOP, PEAK_VALUES, PEAK_WORKGROUP, peakArithmetic } from "./kernels/peakArithmetic.ts";
import { peakBandwidth } from "./kernels/peakBandwidth.ts";
import { type Overheads, measureOverheads } from "./overheads.ts";
import { PeakRun } from "./peakRun.ts";

/** What a device can do, measured on it. */
export interface Peaks extends Overheads {
  /** Highest arithmetic, float32 fma, in 1e9 operations a second. */
  readonly gflops: number;
  /** Highest bandwidth of storage buffers, read and written, in 1e9 bytes a second. */
  readonly gigabytesPerSecond: number;
}

/** A peak is the best of so many timings. */
const ROUNDS = 7;

/** Enough work to fill the machine, and to time it, without holding it long: no dispatch near 50 ms in software. */
const SIZES = {
  software: { arithmeticGroups: 64, bandwidthGroups: 64, bytes: 2 ** 23, batchMs: 20 },
  hardware: { arithmeticGroups: 8192, bandwidthGroups: 8192, bytes: 2 ** 28, batchMs: 10 },
} as const;

/** Buffers smaller than this measure a cache. */
const LEAST_BYTES = 2 ** 22;

/**
 * Measures the device's arithmetic, bandwidth and overheads: some hundred milliseconds of its time, in passes of tens of
 * milliseconds. Throws a GpuError where the kernels do not run or leave wrong values.
 */
export async function measurePeaks(context: GpuContext, { signal, onProgress }: RunOptions = {}): Promise<Peaks> {
  const clock = DeviceClock.of(context);
  try {
    signal?.throwIfAborted();
    const gflops = await measureArithmetic(context, clock);
    onProgress?.(0.4);
    signal?.throwIfAborted();
    const gigabytesPerSecond = await measureBandwidth(context, clock);
    onProgress?.(0.8);
    signal?.throwIfAborted();
    return { gflops, gigabytesPerSecond, ...(await measureOverheads(context)) };
  } finally {
    clock?.destroy();
  }
}

function sizesFor({ info }: GpuContext): (typeof SIZES)["software" | "hardware"] {
  return SIZES[info.software ? "software" : "hardware"];
}

/** Grows `amount` until it takes long enough, and gives the highest amount a millisecond of several timings. */
async function highestRate(time: (amount: number) => Promise<number>, batchMs: number): Promise<number> {
  let amount = 1;
  for (let elapsed = await time(amount); elapsed < batchMs; elapsed = await time(amount)) {
    amount = Math.ceil(amount * Math.min(8, Math.max(1.5, (1.2 * batchMs) / elapsed)));
  }
  let highest = 0;
  for (let round = 0; round < ROUNDS; round += 1) highest = Math.max(highest, amount / (await time(amount)));
  return highest;
}

async function measureArithmetic(context: GpuContext, clock: DeviceClock | null): Promise<number> {
  const { arithmeticGroups, batchMs } = sizesFor(context);
  const threads = arithmeticGroups * PEAK_WORKGROUP;
  const run = await PeakRun.prepare(context, await context.kernel(peakArithmetic), arithmeticGroups, [4 * threads]);
  try {
    // 16 rounds and more, so that x = x / 2 + 1 has come to 2, to the last bit, whatever it began with.
    const rounds = await highestRate((amount) => {
      run.write({ rounds: 16 * amount, factor: 0.5, addend: 1 });
      return run.time(1, clock);
    }, batchMs);
    await run.assertLast(2 * PEAK_VALUES);
    return (rounds * 16 * threads * PEAK_ROUND_FLOP) / 1e6;
  } finally {
    run.destroy();
  }
}

async function measureBandwidth(context: GpuContext, clock: DeviceClock | null): Promise<number> {
  const { maxBufferSize, maxStorageBufferBindingSize } = context.device.limits;
  const { bandwidthGroups, batchMs, bytes: wanted } = sizesFor(context);
  const kernel = await context.kernel(peakBandwidth);
  for (let bytes = Math.min(wanted, maxBufferSize, maxStorageBufferBindingSize); ; bytes /= 2) {
    let run: PeakRun;
    try {
      run = await PeakRun.prepare(context, kernel, bandwidthGroups, [bytes, bytes]);
    } catch (error) {
      if (bytes / 2 < LEAST_BYTES || !(error instanceof GpuError)) throw error;
      continue;
    }
    try {
      run.write({ count: Math.floor(bytes / 16), addend: 1 });
      const copies = await highestRate((amount) => run.time(amount, clock), batchMs);
      await run.assertLast(1);
      return (copies * 2 * bytes) / 1e6;
    } finally {
      run.destroy();
    }
  }
}
