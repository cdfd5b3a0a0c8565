import type { EngineStatus } from "../../experiments/lab.ts";
import type { TheoryEngine } from "../../experiments/theory/theoryConfig.ts";

/** Whether the GPU cannot be chosen: one that failed or was lost can, since its next run asks for it again. */
export function isGpuMissing(status: EngineStatus | null): boolean {
  return status !== null && status.gpu === null && status.mayReturn !== true;
}

/** What happens where there is no GPU: the CPU stands in for it, but not where a link or a step back asked for it. */
export function gpuMissingText(engine: TheoryEngine): string {
  return `No GPU here: ${engine === "gpu" ? "choose Fastest to compute on the CPU" : "the CPU computes"}.`;
}
