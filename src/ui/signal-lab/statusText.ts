import type { EngineStatus, SignalCost } from "../../experiments/lab.ts";
import type { SignalReport } from "../../experiments/signalReport.ts";
import { formatDuration, formatNumber } from "../format.ts";

/** Which machine computed the numbers on screen, and why where it is not the one chosen. */
export function machineText({ engine, config }: SignalReport, status: EngineStatus | null): string {
  if (engine.kind === "gpu") {
    const name = `Computed on ${engine.adapter}`;
    return engine.software ? `${name}, a software adapter: no GPU here, expect it slow.` : `${name}, through WebGPU.`;
  }
  if (config.engine === "cpu") return "Computed in float64 on the CPU.";
  if (status === null || status.gpu !== null) return "Computed in float64 on the CPU, while the GPU gets ready.";
  return `${status.reason ?? "There is no GPU here."} The CPU computes instead, in float64.`;
}

/** What a costly run would take, before a person lets it run. */
export function costText({ flop, weights, seconds }: SignalCost): string {
  return (
    `This network has ${formatNumber(weights, 3)} weights and the run takes ${formatNumber(flop, 2)} ` +
    `floating-point operations: ${formatDuration(seconds)} here, by the speed of the runs so far.`
  );
}
