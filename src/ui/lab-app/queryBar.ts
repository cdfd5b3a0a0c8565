/** Browsers refuse more than about 100 changes of the address in 10 seconds. */
const REST_MS = 150;

/**
 * Mirrors a lab's query in the address: steps at once, the moves on the way there when they rest. All moves up to
 * the next step share one entry of the history, so that one press of Back undoes them.
 */
export class QueryBar {
  #waiting: string | null = null;
  /** True while moves go into the entry that the first of them made. */
  #moving = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Shows `query`; a step ends the moves before it, or makes an entry of its own. */
  show(query: string, step: boolean): void {
    this.#waiting = query;
    clearTimeout(this.#timer);
    if (!step) {
      this.#timer = setTimeout(() => this.#write(), REST_MS);
      return;
    }
    // What a person did before the step is an entry of its own, which Back returns to.
    this.#moving = false;
    this.end();
  }

  /** Shows where the moves before have led, in the entry that they share; without such moves it is a step. */
  settle(query: string): void {
    this.#waiting = query;
    this.end();
  }

  /** Writes what still waits, and ends the moves before: what comes next makes an entry of its own. */
  end(): void {
    clearTimeout(this.#timer);
    this.#write();
    this.#moving = false;
  }

  /** Forgets what still waits. */
  drop(): void {
    clearTimeout(this.#timer);
    this.#waiting = null;
    this.#moving = false;
  }

  #write(): void {
    const address = this.#waiting === null ? location.href : addressOf(this.#waiting);
    this.#waiting = null;
    if (address === location.href) return;
    if (this.#moving) history.replaceState(null, "", address);
    else history.pushState(null, "", address);
    this.#moving = true;
  }
}

function addressOf(query: string): string {
  const url = new URL(location.href);
  url.search = query;
  return url.href;
}
