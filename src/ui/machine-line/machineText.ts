import type { EngineStatus } from "../../experiments/lab.ts";
import type { EngineChoice } from "../../experiments/signalConfig.ts";
import type { EngineInfo } from "../../model/engine.ts";

/** What names the machine behind a report: the engine that computed, and the one that was asked for. */
export interface MadeBy {
  readonly engine: EngineInfo;
  readonly config: { readonly engine: EngineChoice };
}

/** Which machine computed the numbers on screen, and why where it is not the one chosen. */
export function machineText({ engine, config }: MadeBy, status: EngineStatus | null): string {
  if (engine.kind === "gpu") {
    const name = `Computed on ${engine.adapter}`;
    return engine.software ? `${name}, a software adapter: no GPU here, expect it slow.` : `${name}, through WebGPU.`;
  }
  const name = engine.kind === "wasm" ? `in float32 on the CPU (${engine.adapter})` : "in float64 on the CPU";
  if (config.engine === engine.kind) return `Computed ${name}.`;
  if (status === null) return `Computed ${name}, while the GPU gets ready.`;
  if (status.gpu === null) {
    return `${status.reason ?? "There is no GPU here: the CPU computes instead."} Computed ${name}.`;
  }
  if (config.engine === "auto" && status.gpu.software) {
    // Only SIMD is known to be the faster; float64 is taken because it is exact, and starts at once.
    const reason = engine.kind === "wasm" ? "which is faster here than" : "rather than on";
    return `Computed ${name}, ${reason} the software GPU adapter, ${status.gpu.adapter}.`;
  }
  return config.engine === "wasm"
    ? `Computed ${name}: this browser has no WebAssembly SIMD.`
    : `Computed ${name}, while the GPU gets ready.`;
}

/** What a person should know of a change of the machine; "" where nothing was lost or found. */
export function statusChangeText(before: EngineStatus | null, after: EngineStatus): string {
  if (before === null) return "";
  if (after.gpu !== null) return before.gpu === null ? `The GPU is back: ${after.gpu.adapter}.` : "";
  return after.reason === before.reason ? "" : (after.reason ?? "The GPU was lost: the CPU computes instead.");
}
