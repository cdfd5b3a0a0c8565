import type { EngineChoice } from "../experiments/signalConfig.ts";
import type { TheoryEngine } from "../experiments/theory/theoryConfig.ts";
import type { Engine } from "../model/engine.ts";
import type { Ensembles } from "../model/ensemble.ts";
import type { Kernels } from "../model/kernels.ts";
import type { Trainers } from "../model/training.ts";

/** An engine ready for work, with its kernels one by one. */
export interface OpenedEngine {
  readonly engine: Engine;
  readonly kernels: Kernels;
  /** A sentence for people where it is not quite what they asked for: a software GPU. */
  readonly note: string | null;
}

/** What runs ensembles, ready for work. */
export interface OpenedEnsembles {
  readonly ensembles: Ensembles;
  readonly note: string | null;
  /** Frees it and the device it runs on. */
  close(): void;
}

/** What trains networks, ready for work. */
export interface OpenedTrainers {
  readonly trainers: Trainers;
  readonly note: string | null;
  /** Frees it and the device it runs on; its runs are freed before. */
  close(): void;
}

/** What the commands know of the machine; the entry, main.ts, puts it together. */
export interface Machine {
  /** Null where the GPU has no adapter. Whoever opens an engine destroys it. */
  open(choice: EngineChoice): Promise<OpenedEngine | null>;
  /** Null where the GPU has no adapter. Whoever opens it closes it. */
  openEnsembles(choice: TheoryEngine): Promise<OpenedEnsembles | null>;
  /** Null where the GPU has no adapter. Whoever opens it closes it. */
  openTrainers(choice: TheoryEngine): Promise<OpenedTrainers | null>;
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
  "(signal, ensemble or train --engine cpu).";
