/** Over in this time, where the machine is quick enough. */
const WATCH_MS = 2000;
/** A picture makes no more than its share of so many; where pictures take long, so does the watch. */
const LEAST_PICTURES = 60;

/** Runs that are watched from their start to a number of updates: slowly enough to be seen, and soon at their end. */
export class Watch {
  #since: number | null = null;

  constructor(
    /** The number of updates to end with. */
    readonly end: number,
  ) {}

  /** Updates of the next picture, where `made` are made by `now`, in milliseconds. */
  updates(made: number, now: number): number {
    this.#since ??= now;
    const due = Math.ceil((this.end * (now - this.#since)) / WATCH_MS) - made;
    const most = Math.ceil(this.end / LEAST_PICTURES);
    return Math.min(this.end - made, Math.max(1, Math.min(due, most)));
  }
}
