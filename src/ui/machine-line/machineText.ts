import type { EngineStatus } from "../../experiments/lab.ts";
import type { SignalReport } from "../../experiments/signalReport.ts";

/** Which machine computed the numbers on screen, and why where it is not the one chosen. */
export function machineText({ engine, config }: SignalReport, status: EngineStatus | null): string {
  if (engine.kind === "gpu") {
    const name = `Computed on ${engine.adapter}`;
    return engine.software ? `${name}, a software adapter: no GPU here, expect it slow.` : `${name}, through WebGPU.`;
  }
  if (config.engine === "cpu") return "Computed in float64 on the CPU.";
  if (status === null || status.gpu !== null) return "Computed in float64 on the CPU, while the GPU gets ready.";
  return status.reason ?? "There is no GPU here: the CPU computes instead.";
}

/** What a person should know of a change of the machine; "" where nothing was lost or found. */
export function statusChangeText(before: EngineStatus | null, after: EngineStatus): string {
  if (before === null) return "";
  if (after.gpu !== null) return before.gpu === null ? `The GPU is back: ${after.gpu.adapter}.` : "";
  return after.reason === before.reason ? "" : (after.reason ?? "The GPU was lost: the CPU computes instead.");
}
