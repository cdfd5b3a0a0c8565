import { LitElement, type TemplateResult, html, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { WeightsReport } from "../../experiments/weights/weights.ts";
import { controlStyles } from "../controls.styles.ts";
import { segmentedStyles } from "../segmented.styles.ts";
import { pointWords } from "../weights-lab/pointWords.ts";
import { type WeightPoint, isSamePoint, placeOf, pointText } from "../weights-lab/weightPoint.ts";
import { WeightHoverEvent, WeightsChangeEvent } from "../weights-lab/weightsEvents.ts";
import { DIGITS, type Digits } from "../weights-lab/weightsView.ts";
import { printedLayers } from "./printedLayers.ts";
import { type PrintedPiece, printedLayer } from "./printedNumbers.ts";
import { weightMatricesStyles } from "./weight-matrices.styles.ts";

/**
 * The weights and biases as the thread's cell prints them; the mouse, the finger and the arrow keys point at each number.
 *
 * @fires weight-hover When the mouse rests on a number, and when it leaves.
 * @fires weights-change When a number is chosen, or the digits.
 */
@customElement("weight-matrices")
export class WeightMatrices extends LitElement {
  static override styles = [controlStyles, segmentedStyles, weightMatricesStyles];

  @property({ attribute: false }) report: WeightsReport | null = null;
  /** The number that was chosen: the one stop of the Tab key. */
  @property({ attribute: false }) chosen!: WeightPoint;
  /** The number pointed at. */
  @property({ attribute: false }) pointed!: WeightPoint;
  /** Digits after the point. */
  @property({ type: Number }) digits: Digits = 2;

  #pieces: (readonly [layer: number | null, pieces: readonly PrintedPiece[]])[] = [];

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    const { report, chosen } = this;
    if (report === null) return;
    const chosenLayer = changed.get("chosen") as WeightPoint | undefined;
    const isSameLayer = !changed.has("chosen") || chosenLayer?.layer === chosen.layer;
    if (isSameLayer && !changed.has("report") && !changed.has("digits")) return;
    this.#pieces = printedLayers(report.layers.length, chosen.layer).map((layer) => [
      layer,
      layer === null ? [] : printedLayer(report, layer, this.digits),
    ]);
  }

  protected override render(): unknown {
    const { report } = this;
    if (report === null) return nothing;
    return html`<div class="bar">
        <h2 id="heading">The numbers, as <code>print</code> shows them</h2>
        <div class="tools">${this.#layerChoice(report)} ${this.#digitChoice()}</div>
      </div>
      <div
        class="print"
        @mouseover=${this.#onOver}
        @mouseleave=${() => this.dispatchEvent(new WeightHoverEvent(null))}
        @focusin=${this.#onFocus}
        @click=${this.#onFocus}
        @keydown=${this.#onKey}
      >
        ${this.#pieces.map(([layer, pieces]) => this.#layer(report, layer, pieces))}
      </div>
      <p class="hint muted">Point at a number, or walk with Tab and the arrow keys, to see how it was made.</p>`;
  }

  #layer(report: WeightsReport, layer: number | null, pieces: readonly PrintedPiece[]): TemplateResult {
    if (layer === null) return html`<pre class="left">…</pre>`;
    const stop = this.#tabStop();
    return html`<div role="group" aria-label=${`Layer ${layer + 1}`}>
      <pre>
${pieces.map((piece) => (piece.point === null ? piece.text : this.#number(report, piece.text, piece.point, stop)))}</pre>
    </div>`;
  }

  #number(report: WeightsReport, text: string, point: WeightPoint, stop: WeightPoint | null): TemplateResult {
    const isPointed = isSamePoint(point, this.pointed);
    // prettier-ignore
    return html`<button type="button" class=${isPointed ? "pointed" : ""} data-point=${pointText(report.config, point)} tabindex=${stop !== null && isSamePoint(point, stop) ? 0 : -1} aria-pressed=${isPointed ? "true" : "false"} aria-label=${`${text}, ${pointWords(report.config, point)}`}>${text}</button>`;
  }

  /** The chosen number where it is printed, else the first. */
  #tabStop(): WeightPoint | null {
    const points = this.#points();
    return points.find((point) => isSamePoint(point, this.chosen)) ?? points[0] ?? null;
  }

  #points(): WeightPoint[] {
    return this.#pieces.flatMap(([, pieces]) => pieces.flatMap(({ point }) => (point === null ? [] : [point])));
  }

  #layerChoice({ layers }: WeightsReport): unknown {
    if (!this.#pieces.some(([layer]) => layer === null)) return nothing;
    return html`<label
      >Layer
      <select
        @change=${(event: Event) => this.#choose({ layer: Number((event.target as HTMLSelectElement).value), part: "weight", index: 0 })}
      >
        ${layers.map((_, layer) => html`<option value=${layer} .selected=${layer === this.chosen.layer}>${layer + 1}</option>`)}
      </select></label
    >`;
  }

  #digitChoice(): unknown {
    return html`<fieldset>
      <legend>Digits</legend>
      <div class="segments">
        ${DIGITS.map(
          (digits) =>
            html`<label title=${digits === 2 ? "As the thread prints them" : "As NumPy prints them unasked"}
              ><input
                type="radio"
                name="digits"
                value=${digits}
                .checked=${digits === this.digits}
                @change=${() => this.dispatchEvent(new WeightsChangeEvent({ digits }, false))}
              />${digits}</label
            >`,
        )}
      </div>
    </fieldset>`;
  }

  #pointOf(event: Event): WeightPoint | null {
    const text = (event.target as HTMLElement).dataset["point"];
    const points = text === undefined ? [] : this.#points();
    return points.find((point) => pointText(this.report!.config, point) === text) ?? null;
  }

  #onOver = (event: Event): void => void this.dispatchEvent(new WeightHoverEvent(this.#pointOf(event)));

  #onFocus = (event: Event): void => {
    const point = this.#pointOf(event);
    if (point !== null) this.#choose(point);
  };

  #onKey = (event: KeyboardEvent): void => {
    const point = this.#pointOf(event);
    const next = point === null ? null : this.#neighbour(point, event.key);
    if (next === null) return;
    event.preventDefault();
    const name = pointText(this.report!.config, next);
    this.renderRoot.querySelector<HTMLElement>(`[data-point="${name}"]`)?.focus();
  };

  /** The printed number that a key leads to, or null. */
  #neighbour(from: WeightPoint, key: string): WeightPoint | null {
    const points = this.#points();
    const at = points.findIndex((point) => isSamePoint(point, from));
    const column = (point: WeightPoint): number => placeOf(this.report!.config, point).at(-1)!;
    switch (key) {
      case "ArrowLeft":
        return points[at - 1] ?? null;
      case "ArrowRight":
        return points[at + 1] ?? null;
      case "ArrowUp":
        return points.slice(0, at).findLast((point) => column(point) === column(from)) ?? points[at - 1] ?? null;
      case "ArrowDown":
        return points.slice(at + 1).find((point) => column(point) === column(from)) ?? points[at + 1] ?? null;
      case "Home":
        return points[0] ?? null;
      case "End":
        return points.at(-1) ?? null;
      default:
        return null;
    }
  }

  #choose(point: WeightPoint): void {
    if (!isSamePoint(point, this.chosen)) this.dispatchEvent(new WeightsChangeEvent({ point }, false));
  }
}
