import type { BenchOptions, BenchRequest } from "../bench/benchMachine.ts";
import type { Implementation } from "../bench/implementation.ts";
import type { BenchReport } from "../bench/report.ts";
import { runBench } from "../bench/runBench.ts";
import type { TuningStore } from "../gpu/matmul/tuningStore.ts";
import { gpuImplementation } from "./gpuImplementation.ts";
import { machineStatus } from "./machine.ts";
import { signalReference } from "./signalWork.ts";
import { MemoryStore } from "./tunedKernels.ts";
import { wasmImplementation } from "./wasmImplementation.ts";

/** Names of our implementations, the one that ratios refer to first. */
export const OURS: readonly string[] = ["initscope-gpu", wasmImplementation.name];

/** Ours and the peers on the request's works, taking turns; `gpu` is undefined where there is no WebGPU. `store` keeps tunings. */
export async function ourBench(
  gpu: GPU | undefined,
  peers: readonly Implementation[],
  { works, rounds }: Pick<BenchRequest, "works" | "rounds">,
  options: BenchOptions = {},
  store: TuningStore = new MemoryStore(),
): Promise<BenchReport> {
  const { adapter, software } = await machineStatus(gpu);
  const ours = [gpuImplementation(gpu, store), wasmImplementation];
  const found = await runBench({ works, ours, peers, rounds, reference: signalReference }, options);
  return { adapter: adapter ?? "none", software, date: new Date().toISOString(), ...found };
}
