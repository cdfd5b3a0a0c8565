import type { EngineStatus } from "../../experiments/lab.ts";

/** Whether the GPU cannot be chosen: one that failed or was lost can, since its next run asks for it again. */
export function isGpuMissing(status: EngineStatus | null): boolean {
  return status !== null && status.gpu === null && status.mayReturn !== true;
}
