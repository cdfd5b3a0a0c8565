import type { BenchOptions, BenchRequest, BenchStatus } from "../bench/benchMachine.ts";
import type { Implementation } from "../bench/implementation.ts";
import type { BenchReport } from "../bench/report.ts";
import { runBench } from "../bench/runBench.ts";
import { openContext } from "../gpu/context.ts";
import { cpuImplementation } from "./cpuImplementation.ts";
import { gpuImplementation } from "./gpuImplementation.ts";
import { signalReference } from "./signalWork.ts";

/** Names of our implementations, the one that ratios refer to first. */
export const OURS = ["initscope-gpu", cpuImplementation.name] as const;

/** The adapter that our implementation takes; `gpu` is undefined where there is no WebGPU. */
export async function adapterStatus(gpu: GPU | undefined): Promise<BenchStatus> {
  const none = (reason: string): BenchStatus => ({ adapter: null, software: false, reason });
  if (gpu === undefined) return none("This browser does not offer WebGPU here.");
  try {
    const context = await openContext(gpu);
    if (context === null) return none("No GPU adapter was found here.");
    const { adapter, software } = context.info;
    context.destroy();
    return { adapter, software, reason: null };
  } catch (error) {
    return none(`The GPU could not be opened: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Ours and the peers on the request's works, taking turns. */
export async function ourBench(
  gpu: GPU | undefined,
  peers: readonly Implementation[],
  { works, rounds }: Pick<BenchRequest, "works" | "rounds">,
  options: BenchOptions = {},
): Promise<BenchReport> {
  const { adapter, software } = await adapterStatus(gpu);
  const ours = [gpuImplementation(gpu), cpuImplementation];
  const found = await runBench({ works, ours, peers, rounds, reference: signalReference }, options);
  return { adapter: adapter ?? "none", software, date: new Date().toISOString(), ...found };
}
