import type { RunOptions } from "../model/engine.ts";
import { startPacer } from "../model/pacer.ts";
import { Arena } from "./arena.ts";
import { BackwardRun } from "./backwardRun.ts";
import { ForwardRun } from "./forwardRun.ts";
import type { ThreadMachine } from "./group.ts";
import { type KernelModule, openKernelModule } from "./kernelModule.ts";
import { type LayerNumbers, NetworkStore } from "./networkStore.ts";
import type { Task, TaskResult } from "./task.ts";

/** What a team asks of one thread, its own or another; calls follow each other. */
export interface Thread {
  /** Makes room for networks of these sizes, in the place of those before. Rejects with a LimitError. */
  open(sizes: readonly number[]): Promise<void>;
  /** Takes over the numbers of consecutive layers of weights. */
  load(first: number, layers: readonly LayerNumbers[]): Promise<void>;
  /** Runs a task on the network that is loaded. */
  run(task: Task): Promise<TaskResult>;
}

/** The kernels on the thread at hand, with a memory of their own. */
export class LocalThread implements Thread {
  readonly #kernels: KernelModule;
  readonly #arena: Arena;
  readonly #base: number;
  #store: NetworkStore | null = null;
  #queue: Promise<unknown> = Promise.resolve();
  #cancelled = new AbortController();

  private constructor(kernels: KernelModule) {
    this.#kernels = kernels;
    this.#arena = new Arena(kernels.memory, kernels.heapBase());
    this.#base = this.#arena.top;
  }

  /** Rejects with an Error that says so where there is no WebAssembly SIMD. `relaxed` is for tests. */
  static async start(relaxed?: boolean): Promise<LocalThread> {
    return new LocalThread(await openKernelModule(relaxed));
  }

  /** Bytes of memory that it holds. */
  get memoryBytes(): number {
    return this.#kernels.memory.buffer.byteLength;
  }

  async open(sizes: readonly number[]): Promise<void> {
    this.#store = null;
    this.#arena.release(this.#base);
    this.#store = new NetworkStore(this.#arena, sizes);
  }

  async load(first: number, layers: readonly LayerNumbers[]): Promise<void> {
    layers.forEach((numbers, index) => this.#store!.load(first + index, numbers));
  }

  /** Lets other events through as it goes. `options` are for callers on this thread; others cancel. */
  run(task: Task, options: RunOptions = {}): Promise<TaskResult> {
    const { signal } = this.#cancelled;
    const turn = this.#queue.then(() => this.#run(task, { ...options, signal: options.signal ?? signal }));
    this.#queue = turn.catch(() => undefined);
    return turn;
  }

  /** Rejects the tasks under way at their next pause. */
  async cancel(): Promise<void> {
    this.#cancelled.abort();
    this.#cancelled = new AbortController();
  }

  async #run(task: Task, options: RunOptions): Promise<TaskResult> {
    const pacer = startPacer(options);
    const machine: ThreadMachine = { kernels: this.#kernels, arena: this.#arena, store: this.#store! };
    const { top } = this.#arena;
    try {
      return task.pass === "forward"
        ? await new ForwardRun(machine, task).run(pacer)
        : await new BackwardRun(machine, task).run(pacer);
    } finally {
      this.#arena.release(top);
    }
  }
}
