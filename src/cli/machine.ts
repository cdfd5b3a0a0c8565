import type { EngineChoice } from "../experiments/signalConfig.ts";
import type { Engine } from "../model/engine.ts";
import type { Kernels } from "../model/kernels.ts";

/** An engine ready for work, with its kernels one by one. */
export interface OpenedEngine {
  readonly engine: Engine;
  readonly kernels: Kernels;
  /** A sentence for people where it is not quite what they asked for: a software GPU. */
  readonly note: string | null;
}

/** What the commands know of the machine; the entry, main.ts, puts it together. */
export interface Machine {
  /** Null where the GPU has no adapter. Whoever opens an engine destroys it. */
  open(choice: EngineChoice): Promise<OpenedEngine | null>;
  /** The float64 kernels that the others are checked against. */
  readonly reference: Kernels;
}

/** How a command ends, as the shell sees it. */
export const EXIT = { done: 0, failed: 1, badInput: 2, noAdapter: 3 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** What a command prints and how it ends; the entry writes it. */
export interface CommandResult {
  readonly exitCode: ExitCode;
  /** In pieces where it may be longer than a string may be. */
  readonly stdout: string | Iterable<string>;
  readonly stderr: string;
}

export const NO_ADAPTER =
  "No WebGPU adapter was found on this machine: install a Vulkan driver, or use the float64 reference " +
  "(signal --engine cpu).";
