import { transfer } from "comlink";
import type { LayerNumbers } from "./networkStore.ts";
import type { Task, TaskResult } from "./task.ts";
import { LocalThread, type Thread } from "./thread.ts";

/** What a worker exposes: it hears calls from the start, and answers them once its kernels are compiled. */
export class HelperThread implements Thread {
  readonly #thread = LocalThread.start();

  constructor() {
    // Whoever calls hears of it; nobody may call.
    this.#thread.catch(() => undefined);
  }

  async open(sizes: readonly number[]): Promise<void> {
    await (await this.#thread).open(sizes);
  }

  async load(first: number, layers: readonly LayerNumbers[]): Promise<void> {
    await (await this.#thread).load(first, layers);
  }

  async run(task: Task): Promise<TaskResult> {
    const result = await (await this.#thread).run(task);
    const { statistics, picture, kept } = result;
    const buffers = [statistics, picture?.sums, picture?.frames, kept?.values, kept?.frames];
    return transfer(
      result,
      buffers.filter((values) => values !== undefined).map((values) => values.buffer),
    );
  }

  async cancel(): Promise<void> {
    await (await this.#thread).cancel();
  }
}
