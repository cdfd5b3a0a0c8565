import type { LabEngines } from "./labEngines.ts";

/** How long the page must rest before engines and kernels are compared, so that no drag is slowed. */
const REST_MS = 3000;

/** Kernels found fastest, which the page keeps between visits. */
export interface Tunings {
  readonly kept: readonly [key: string, value: string][];
  readonly keep: (key: string, value: string) => void;
}

/** Learns what is fastest on this machine while nobody waits for it: which engine, and which kernels. */
export class AtRest {
  tunings: Tunings = { kept: [], keep: () => undefined };
  #timer: ReturnType<typeof setTimeout> | undefined;
  #learning = new AbortController();

  /** `isBusy` tells whether a call is under way. */
  constructor(
    readonly engines: LabEngines,
    readonly isBusy: () => boolean,
  ) {}

  /** Work begins: what is being learned waits for another time. */
  wake(): void {
    clearTimeout(this.#timer);
    this.#learning.abort();
  }

  /** Work has ended. What fails while learning shows itself when it is asked for. */
  rest(): void {
    this.wake();
    this.#learning = new AbortController();
    const { signal } = this.#learning;
    this.#timer = setTimeout(() => void this.#learn(signal).catch(() => undefined), REST_MS);
  }

  async #learn(signal: AbortSignal): Promise<void> {
    if (this.isBusy()) return;
    await this.engines.compare({ signal });
    const engine = await this.engines.gpu.engine();
    if (engine === null || engine.context.tuned !== null) return;
    const { MemoryStore, useFastestKernels } = await import("./ours/tunedKernels.ts");
    signal.throwIfAborted();
    const { kept, keep } = this.tunings;
    await useFastestKernels(engine.context, new MemoryStore(kept, keep), { signal });
  }
}
