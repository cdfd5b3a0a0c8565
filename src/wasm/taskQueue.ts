import type { Task, TaskResult } from "./task.ts";

/** The tasks of one run: threads take them in order, and give back what they could not do. */
export class TaskQueue {
  readonly results: (TaskResult | null)[];
  readonly #waiting: number[];
  #left: number;
  #open = true;
  readonly #listeners: (() => void)[] = [];

  constructor(readonly tasks: readonly Task[]) {
    this.results = tasks.map(() => null);
    this.#waiting = [...tasks.keys()];
    this.#left = tasks.length;
  }

  get isOpen(): boolean {
    return this.#open;
  }

  get isDone(): boolean {
    return this.#left === 0;
  }

  /** The share of tasks that are done. */
  get done(): number {
    return 1 - this.#left / this.tasks.length;
  }

  /** The next task's index, or null where none waits. */
  take(): number | null {
    return this.#open ? (this.#waiting.shift() ?? null) : null;
  }

  settle(index: number, result: TaskResult): void {
    this.results[index] = result;
    this.#left -= 1;
    this.wake();
  }

  giveBack(index: number): void {
    this.#waiting.unshift(index);
    this.wake();
  }

  /** No task is to be had any more. */
  close(): void {
    this.#open = false;
  }

  /** Settles at the next change. */
  change(): Promise<void> {
    return new Promise((resolve) => void this.#listeners.push(resolve));
  }

  wake(): void {
    for (const listener of this.#listeners.splice(0)) listener();
  }
}
