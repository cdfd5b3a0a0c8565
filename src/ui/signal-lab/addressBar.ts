import { type SignalView, viewQuery } from "./signalView.ts";

/** Browsers refuse more than about 100 changes of the address in 10 seconds. */
const REST_MS = 150;

/** Mirrors a view in the address: steps at once, the moves of a slider when it rests. */
export class AddressBar {
  #waiting: SignalView | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Shows `view`, as a new entry of the history where it is a step. */
  show(view: SignalView, step: boolean): void {
    if (step) {
      this.flush();
      if (addressOf(view) !== location.href) history.pushState(null, "", addressOf(view));
      return;
    }
    this.#waiting = view;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.flush(), REST_MS);
  }

  /** Writes what still waits. */
  flush(): void {
    clearTimeout(this.#timer);
    if (this.#waiting !== null) history.replaceState(null, "", addressOf(this.#waiting));
    this.#waiting = null;
  }

  /** Forgets what still waits. */
  drop(): void {
    clearTimeout(this.#timer);
    this.#waiting = null;
  }
}

function addressOf(view: SignalView): string {
  const url = new URL(location.href);
  url.search = viewQuery(view);
  return url.href;
}
