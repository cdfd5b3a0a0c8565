import { type SignalView, viewQuery } from "./signalView.ts";

/** Browsers refuse more than about 100 changes of the address in 10 seconds. */
const REST_MS = 150;

/**
 * Mirrors a view in the address: steps at once, the moves of a slider when it rests. All moves up to the
 * next step share one entry of the history, so that one press of Back undoes them.
 */
export class AddressBar {
  #waiting: SignalView | null = null;
  /** True while moves go into the entry that the first of them made. */
  #moving = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Shows `view`; a step ends the moves before it, or makes an entry of its own. */
  show(view: SignalView, step: boolean): void {
    this.#waiting = view;
    clearTimeout(this.#timer);
    if (!step) {
      this.#timer = setTimeout(() => this.#write(), REST_MS);
      return;
    }
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

function addressOf(view: SignalView): string {
  const url = new URL(location.href);
  url.search = viewQuery(view);
  return url.href;
}
