import type { RunOptions } from "./model/engine.ts";

/**
 * The calls to a worker that are under way. Each ends with its work, its signal or the worker, whichever is first, and is
 * then held by nothing: a promise of the worker's failure that calls were raced against would keep every answer.
 */
export class WorkerCalls {
  /** How to reject each call under way, so that a dead worker leaves none waiting. */
  readonly #underWay = new Set<(reason: unknown) => void>();
  #failure: Error | null = null;
  #count = 0;

  /** `sentence` says what a person is told of why the worker failed; `cancel` tells the worker of a call to end. */
  constructor(
    worker: Pick<EventTarget, "addEventListener">,
    sentence: (reason: string) => string,
    readonly cancel: (call: number) => void,
  ) {
    worker.addEventListener("error", (event) => {
      const reason = (event as ErrorEvent).message || "its script could not be loaded";
      this.#failure = new Error(sentence(reason));
      for (const reject of this.#underWay) reject(this.#failure);
    });
  }

  /** Starts work under a number of its own. Aborting rejects it at once and tells the worker. */
  start<T>({ signal }: RunOptions, work: (call: number) => Promise<T>): Promise<T> {
    if (signal?.aborted) return Promise.reject(signal.reason as Error);
    this.#count += 1;
    const call = this.#count;
    return this.settle(work(call), signal, () => this.cancel(call));
  }

  /** Ends with the work, the signal or the worker, whichever is first, and then holds on to nothing. */
  settle<T>(work: Promise<T>, signal?: AbortSignal, onAbort?: () => void): Promise<T> {
    let release = (): void => undefined;
    const settled = new Promise<T>((resolve, reject) => {
      const abort = (): void => {
        onAbort?.();
        reject(signal?.reason);
      };
      if (this.#failure !== null) reject(this.#failure);
      this.#underWay.add(reject);
      signal?.addEventListener("abort", abort);
      release = () => {
        this.#underWay.delete(reject);
        signal?.removeEventListener("abort", abort);
      };
      work.then(resolve, reject);
    });
    return settled.finally(() => release());
  }
}
