import type { BenchOptions, BenchStatus, MeasuredMachine } from "../bench/benchMachine.ts";
import { sentenceOf } from "../bench/contestant.ts";
import { type GpuContext, openContext } from "../gpu/context.ts";
import { measurePeaks } from "../gpu/peaks.ts";

/** Opens the adapter for one question, and closes it; a sentence where there is none, or it cannot be opened. */
async function withDevice<T>(gpu: GPU | undefined, question: (context: GpuContext) => Promise<T>): Promise<T | string> {
  if (gpu === undefined) return "WebGPU is not offered here.";
  let context: GpuContext | null = null;
  try {
    context = await openContext(gpu);
    return context === null ? "No GPU adapter was found here." : await question(context);
  } catch (error) {
    return `The GPU could not be opened: ${sentenceOf(error)}`;
  } finally {
    context?.destroy();
  }
}

/** The adapter that our implementation takes; `gpu` is undefined where there is no WebGPU. */
export async function machineStatus(gpu: GPU | undefined): Promise<BenchStatus> {
  const info = await withDevice(gpu, async (context) => context.info);
  if (typeof info === "string") return { adapter: null, software: false, reason: info };
  return { adapter: info.adapter, software: info.software, reason: null };
}

/** The adapter with its measured peaks. Rejects with the signal's reason where it is aborted. */
export async function measuredMachine(
  gpu: GPU | undefined,
  { signal, onProgress }: Pick<BenchOptions, "signal" | "onProgress"> = {},
): Promise<MeasuredMachine> {
  const tell = (fraction: number): void => onProgress?.(fraction, "Measuring what this adapter can do.");
  tell(0);
  const found = await withDevice(gpu, async (context): Promise<MeasuredMachine> => {
    const { adapter, software } = context.info;
    try {
      const peaks = await measurePeaks(context, { signal, onProgress: tell });
      return { adapter, software, peaks, reason: null };
    } catch (error) {
      return { adapter, software, peaks: null, reason: `Its peaks could not be measured: ${sentenceOf(error)}` };
    }
  });
  signal?.throwIfAborted();
  return typeof found === "string" ? { adapter: null, software: false, peaks: null, reason: found } : found;
}
