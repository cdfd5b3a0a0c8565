import { CpuKernels } from "./cpu/cpuKernels.ts";
import type { VerifyReport } from "./experiments/lab.ts";
import { verifyKernels } from "./experiments/verify.ts";
import type { GpuEngine } from "./gpu/gpuEngine.ts";
import { GpuKernels } from "./gpu/gpuKernels.ts";
import type { RunOptions } from "./model/engine.ts";

/** Every kernel of the GPU against the float64 reference; a part of the worker that loads when it is asked for. */
export function checkGpuKernels({ context, info }: GpuEngine, options: RunOptions): Promise<VerifyReport> {
  return verifyKernels(new GpuKernels(context), new CpuKernels(), info, options);
}
