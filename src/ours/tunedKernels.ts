import type { GpuContext } from "../gpu/context.ts";
import { machineOf } from "../gpu/matmul/choice.ts";
import { tune } from "../gpu/matmul/tuning.ts";
import { type TuningStore, rememberTuning, rememberedTuning } from "../gpu/matmul/tuningStore.ts";
import type { RunOptions } from "../model/engine.ts";

/**
 * Gives the device the kernels that are fastest on it: those that are remembered, else those that a tuning of some
 * seconds finds, which is then remembered. A software adapter keeps its default, which was measured on one.
 */
export async function useFastestKernels(
  context: GpuContext,
  store: TuningStore,
  options: Pick<RunOptions, "signal"> = {},
): Promise<void> {
  if (context.info.software) return;
  const machine = machineOf(context);
  context.tuned = rememberedTuning(store, machine);
  if (context.tuned !== null) return;
  context.tuned = await tune(context, options);
  // One that ran out of time before it found anything is tried again another day.
  if (Object.keys(context.tuned.variants).length > 0) rememberTuning(store, machine, context.tuned);
}

/** Tunings where there is no storage: in a worker, which is given the page's and tells it what is new; in Node. */
export class MemoryStore implements TuningStore {
  readonly #kept: Map<string, string>;

  constructor(
    kept: Iterable<readonly [key: string, value: string]> = [],
    readonly onWrite?: (key: string, value: string) => void,
  ) {
    this.#kept = new Map(kept);
  }

  read(key: string): string | null {
    return this.#kept.get(key) ?? null;
  }

  write(key: string, value: string): void {
    this.#kept.set(key, value);
    this.onWrite?.(key, value);
  }

  clear(): void {
    this.#kept.clear();
  }
}
