import type { ReactiveController, ReactiveControllerHost } from "lit";

/** Measures its host, so that a drawing is made in the page's own pixels and its text never shrinks. */
export class ElementWidth implements ReactiveController {
  /** In CSS pixels; 0 before the first measure. */
  value = 0;
  /** The root's font size in CSS pixels. */
  rem = 16;
  readonly #host: ReactiveControllerHost & Element;
  readonly #observer = new ResizeObserver(() => this.#measure());

  constructor(host: ReactiveControllerHost & Element) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    this.#observer.observe(this.#host);
  }

  hostDisconnected(): void {
    this.#observer.disconnect();
  }

  #measure(): void {
    const width = Math.floor(this.#host.clientWidth);
    const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
    if (width === this.value && rem === this.rem) return;
    this.value = width;
    this.rem = rem;
    this.#host.requestUpdate();
  }
}
