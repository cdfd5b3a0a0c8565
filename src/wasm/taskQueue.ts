import type { Task, TaskResult } from "./task.ts";

/**
 * The tasks of one run: threads take them in order, and give back what they could not do. What is left in hands at the
 * end may be done twice, so that no run waits for a thread that is held up.
 */
export class TaskQueue {
  readonly results: (TaskResult | null)[];
  readonly #waiting: number[];
  readonly #again = new Set<number>();
  readonly #watchers = new Map<number, () => void>();
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

  /** The task that was taken last and is not done, to be done twice; null where there is none, or it was had before. */
  takeAgain(): number | null {
    const index = this.results.findLastIndex((result, at) => result === null && !this.#again.has(at));
    if (!this.#open || index < 0) return null;
    this.#again.add(index);
    return index;
  }

  /** The first result of a task counts; another is the same. */
  settle(index: number, result: TaskResult): void {
    if (this.results[index] !== null) return;
    this.results[index] = result;
    this.#watchers.get(index)?.();
    this.#left -= 1;
    this.wake();
  }

  /** Calls the listener once the task is done. */
  onSettled(index: number, listener: () => void): void {
    this.#watchers.set(index, listener);
  }

  giveBack(index: number): void {
    if (this.results[index] !== null) return;
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
