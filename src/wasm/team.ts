import type { RunOptions } from "../model/engine.ts";
import type { Network } from "../model/network.ts";
import { nextMacrotask, startPacer } from "../model/pacer.ts";
import { Helper, type HelperHost } from "./helper.ts";
import { NetworkLoader } from "./networkLoader.ts";
import type { Task, TaskResult } from "./task.ts";
import { TaskQueue } from "./taskQueue.ts";
import type { LocalThread } from "./thread.ts";

/** Tasks that a helper is given at once: while it does one, the next is on its way. */
const TASKS_IN_HAND = 2;

/**
 * The threads of one engine: the one at hand, and helpers in workers of their own. A helper that dies, or has no room,
 * is left out from then on, and its tasks are done by the others.
 */
export class Team {
  #own: { readonly thread: LocalThread; readonly loader: NetworkLoader } | null;
  readonly #helpers: Set<Helper>;

  constructor(local: LocalThread, hosts: readonly HelperHost[]) {
    this.#own = { thread: local, loader: new NetworkLoader(local) };
    this.#helpers = new Set(hosts.map((host) => new Helper(host)));
  }

  /** Threads, the one at hand included. */
  get size(): number {
    return 1 + this.#helpers.size;
  }

  /** Bytes that the thread at hand holds. */
  get memoryBytes(): number {
    return this.#own?.thread.memoryBytes ?? 0;
  }

  /** The tasks' results, in their order. Runs follow each other. `alone` leaves the helpers out. */
  async run(network: Network, tasks: readonly Task[], alone: boolean, options: RunOptions): Promise<TaskResult[]> {
    if (this.#own === null) throw new Error("The WebAssembly engine has been closed.");
    const { thread, loader } = this.#own;
    const queue = new TaskQueue(tasks);
    const wake = (): void => queue.wake();
    options.signal?.addEventListener("abort", wake);
    try {
      if (!alone) for (const helper of this.#helpers) this.#lend(helper, network, queue);
      const pacer = startPacer(options);
      await loader.load(network, () => pacer.pause(0));
      while (!queue.isDone) await this.#takePart(thread, queue, options);
      return queue.results as TaskResult[];
    } catch (error) {
      for (const helper of this.#helpers) helper.cancel();
      throw error;
    } finally {
      queue.close();
      options.signal?.removeEventListener("abort", wake);
    }
  }

  /** Does the next task here; where all are in hands, one of those; else waits until a helper is done with one. */
  async #takePart(local: LocalThread, queue: TaskQueue, options: RunOptions): Promise<void> {
    const index = queue.take() ?? queue.takeAgain();
    if (index === null) await queue.change();
    else {
      await this.#doHere(local, queue, index, options);
      options.onProgress?.(queue.done);
      // Helpers' answers wait behind this thread's work.
      await nextMacrotask();
    }
    options.signal?.throwIfAborted();
  }

  /** Does a task on this thread, until it is done here or elsewhere. */
  async #doHere(
    local: LocalThread,
    queue: TaskQueue,
    index: number,
    { signal, onProgress }: RunOptions,
  ): Promise<void> {
    const over = new AbortController();
    const stop = (): void => over.abort(signal?.reason);
    signal?.addEventListener("abort", stop);
    queue.onSettled(index, stop);
    const report = (fraction: number): void => onProgress?.(queue.done + fraction / queue.tasks.length);
    try {
      queue.settle(index, await local.run(queue.tasks[index]!, { signal: over.signal, onProgress: report }));
    } catch (error) {
      if (queue.results[index] === null) throw error;
    } finally {
      signal?.removeEventListener("abort", stop);
    }
  }

  #lend(helper: Helper, network: Network, queue: TaskQueue): void {
    for (let hand = 0; hand < TASKS_IN_HAND; hand += 1) {
      this.#help(helper, network, queue).catch(() => {
        // What ends with the run, such as tasks that are cancelled, says nothing against the helper.
        if (queue.isOpen) this.#dismiss(helper);
      });
    }
  }

  async #help(helper: Helper, network: Network, queue: TaskQueue): Promise<void> {
    await helper.load(network);
    for (let index = queue.take(); index !== null; index = queue.take()) {
      try {
        queue.settle(index, await helper.run(queue.tasks[index]!));
      } catch (error) {
        queue.giveBack(index);
        throw error;
      }
    }
  }

  #dismiss(helper: Helper): void {
    if (this.#helpers.delete(helper)) helper.terminate();
  }

  /** Ends the helpers and lets go of this thread's memory. */
  destroy(): void {
    for (const helper of this.#helpers) helper.terminate();
    this.#helpers.clear();
    this.#own = null;
  }
}
