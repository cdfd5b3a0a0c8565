import type { RunOptions } from "./model/engine.ts";

/** The calls that a worker has under way, each known by the number that the page gave it, so that it can be aborted. */
export class NumberedCalls {
  readonly #underWay = new Map<number, AbortController>();

  async run<T>(call: number, work: (options: RunOptions) => Promise<T>): Promise<T> {
    const controller = new AbortController();
    this.#underWay.set(call, controller);
    try {
      return await work({ signal: controller.signal });
    } finally {
      this.#underWay.delete(call);
    }
  }

  /** Rejects a call with an AbortError; nothing happens where it has ended. */
  cancel(call: number): void {
    this.#underWay.get(call)?.abort(new DOMException("A newer question has taken its place.", "AbortError"));
  }
}
