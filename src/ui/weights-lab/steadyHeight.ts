/** Keeps elements as tall as they once were, so that pointing at a number moves nothing below them. */
export class SteadyHeight {
  readonly #widths = new Map<HTMLElement, number>();
  readonly #observer = new ResizeObserver((entries) => {
    for (const { target, contentRect } of entries) this.#keep(target as HTMLElement, contentRect.width);
  });

  observe(elements: Iterable<HTMLElement>): void {
    for (const element of elements) this.#observer.observe(element);
  }

  /** Lets them shrink again: other things are on show. */
  reset(): void {
    for (const element of this.#widths.keys()) element.style.minHeight = "";
  }

  /** Lets them shrink again, and keeps them no more. */
  release(): void {
    this.reset();
    this.disconnect();
  }

  disconnect(): void {
    this.#observer.disconnect();
    this.#widths.clear();
  }

  #keep(element: HTMLElement, width: number): void {
    // At another width the text runs otherwise.
    if (this.#widths.get(element) !== width) element.style.minHeight = "";
    this.#widths.set(element, width);
    element.style.minHeight = `${element.getBoundingClientRect().height}px`;
  }
}
