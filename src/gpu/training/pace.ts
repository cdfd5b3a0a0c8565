/** What a dispatch is meant to take, well below the 50 ms after which drivers and people lose patience. */
const DISPATCH_SECONDS = 0.03;
/** Dispatches of one submission: an abort waits for one submission at most. */
export const DISPATCHES_A_SUBMISSION = 3;
/** Below this, a submission's time says more of its own cost than of its updates'. */
const MEASURABLE_SECONDS = 0.004;
/** How many times as many updates the next submission may take at most, and how many times fewer. */
const MOST_CHANGE = 8;

/**
 * How many updates go into a dispatch and a submission, by what submissions took: one update first, since nobody knows what a
 * GPU makes of a network, then up to eight times as many each time.
 */
export class Pace {
  #secondsPerUpdate = DISPATCHES_A_SUBMISSION * DISPATCH_SECONDS;

  get perDispatch(): number {
    return Math.max(1, Math.floor(DISPATCH_SECONDS / this.#secondsPerUpdate));
  }

  /** One update alone where it takes longer than a dispatch should. */
  get perSubmission(): number {
    const dispatches = Math.floor((DISPATCHES_A_SUBMISSION * DISPATCH_SECONDS) / this.#secondsPerUpdate);
    return Math.min(Math.max(1, dispatches), DISPATCHES_A_SUBMISSION * this.perDispatch);
  }

  /** A submission of so many updates took so long, its own cost included. */
  took(updates: number, seconds: number): void {
    const measured = seconds / updates;
    if (seconds < MEASURABLE_SECONDS && measured > this.#secondsPerUpdate) return;
    const [least, most] = [this.#secondsPerUpdate / MOST_CHANGE, this.#secondsPerUpdate * MOST_CHANGE];
    this.#secondsPerUpdate = Math.min(most, Math.max(least, measured));
  }
}
