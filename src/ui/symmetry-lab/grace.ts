/** A training on its way may take this long before a newer one pushes it aside: else a drag would show nothing. */
const GRACE_MS = 250;

/** The time that a training under way is left before it makes room for a newer one. */
export class Grace {
  #startedAt = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** A training is on its way, which nothing pushes aside yet. */
  begin(): void {
    clearTimeout(this.#timer);
    this.#startedAt = performance.now();
  }

  get isOver(): boolean {
    return performance.now() > this.#startedAt + GRACE_MS;
  }

  /** Calls when the training has had its time, unless another begins before. */
  atEnd(call: () => void): void {
    clearTimeout(this.#timer);
    const left = this.#startedAt + GRACE_MS - performance.now();
    this.#timer = setTimeout(call, Math.max(0, left));
  }
}
