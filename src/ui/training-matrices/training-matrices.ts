import { LitElement, html, nothing } from "lit";
import { customElement, property, queryAll, state } from "lit/decorators.js";
import { classMap } from "lit/directives/class-map.js";
import type { RunFrame } from "../../experiments/training/trainingLab.ts";
import { formatShape } from "../../experiments/weights/numpyFormat.ts";
import type { LayerParameters } from "../../model/training.ts";
import { controlStyles } from "../controls.styles.ts";
import { scrollCueStyles } from "../theory-view/scrollCue.styles.ts";
import { groupLetter, unitGroups } from "../training-network/equalGroups.ts";
import { type NumberPlace, numberText, placeOf, placeText } from "./numberPlace.ts";
import { neighbour } from "./numberWalk.ts";
import { letterRow, printedRow } from "./printedRows.ts";
import { NONE_SHARED, type SharedLines, equalText, movedCount, movedText, sharedLines } from "./matrixMarks.ts";
import { type PrintedArray, biasArray, printedNumber, printedPlaces, weightArray } from "./matrixPrint.ts";
import { trainingMatricesStyles } from "./training-matrices.styles.ts";

/** W1[0, 0]. */
const FIRST = "0 weight 0 0";

/**
 * Each layer's numbers as the thread prints them, weights in (in, out), which columns and rows are equal to the bit, and
 * which numbers have moved.
 */
@customElement("training-matrices")
export class TrainingMatrices extends LitElement {
  static override styles = [controlStyles, scrollCueStyles, trainingMatricesStyles];

  /** Units of each layer, the input first. */
  @property({ attribute: false }) sizes: readonly number[] = [];
  @property({ attribute: false }) frame: RunFrame | null = null;
  /** What the run starts from; null where that is not known. */
  @property({ attribute: false }) start: readonly LayerParameters[] | null = null;

  @state() private pointed: NumberPlace | null = null;
  /** The number that the Tab key leads to. */
  @state() private stop = FIRST;
  @queryAll("td[data-place]") private cells!: NodeListOf<HTMLTableCellElement>;

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has("sizes")) [this.stop, this.pointed] = [FIRST, null];
  }

  protected override render(): unknown {
    const { frame } = this;
    if (frame === null || frame.parameters.length !== this.sizes.length - 1) return nothing;
    return html`<div
        class="print scroll"
        role="group"
        aria-label="Weights and biases"
        @pointerover=${this.#onPoint}
        @pointerleave=${() => (this.pointed = null)}
        @focusin=${this.#onFocus}
        @focusout=${() => (this.pointed = null)}
        @keydown=${this.#onKey}
      >
        ${frame.parameters.map((_, layer) => this.#layer(frame, layer))}
      </div>
      <p class="readout muted">
        ${this.pointed === null ? "Point at a number, or walk with Tab and the arrow keys, to see it in full." : numberText(this.pointed, frame.parameters, this.start)}
      </p>`;
  }

  #layer(frame: RunFrame, layer: number): unknown {
    const { weight, bias } = frame.parameters[layer]!;
    const [fanIn, fanOut] = [this.sizes[layer]!, bias.length];
    const shared = sharedLines({ weight, bias });
    const letters = fanOut === 1 ? null : unitGroups({ weight, bias }).map(groupLetter);
    const equal = equalText(frame.symmetry[layer]!, fanIn, fanOut);
    return html`${this.#array(frame, weightArray(layer, fanIn, fanOut), equal, shared, letters)}
    ${this.#array(frame, biasArray(layer, fanOut), "", NONE_SHARED, null)}`;
  }

  #array(
    frame: RunFrame,
    array: PrintedArray,
    equal: string,
    shared: SharedLines,
    letters: readonly string[] | null,
  ): unknown {
    const now = frame.parameters[array.layer]![array.part];
    const before = frame.iteration === 0 ? null : (this.start?.[array.layer]?.[array.part] ?? null);
    const start = before?.length === now.length ? before : null;
    const [rows, columns] = [printedPlaces(array.rows), printedPlaces(array.columns)];
    const cell = (row: number, column: number): unknown => {
      const index = array.place(row, column);
      const classes = {
        still: start !== null && Object.is(now[index], start[index]),
        shared: shared.columns[column] === true || shared.rows[row] === true,
      };
      const place = placeText({ array, row, column });
      // prettier-ignore
      return html`<td class=${classMap(classes)} data-place=${place} tabindex=${place === this.stop ? 0 : -1}>${printedNumber(now[index]!)}</td>`;
    };
    return html`<div class="array">
      <h3>
        <code>${array.name} ${formatShape(array.shape)}</code>
        ${equal === "" ? nothing : html`<span class="equal">${equal}</span>`}
        ${start === null ? nothing : html`<span class="muted">${movedText(movedCount(now, start), now.length)}</span>`}
      </h3>
      <table aria-label=${array.name}>
        ${letters === null ? nothing : letterRow(columns, letters)}
        ${rows.map((row, at) => printedRow(array, row, columns, [at === 0, at === rows.length - 1], cell))}
      </table>
    </div>`;
  }

  #placeUnder(event: Event): NumberPlace | null {
    const text = (event.target as HTMLElement).dataset["place"];
    return text === undefined ? null : placeOf(text, this.sizes);
  }

  #onPoint(event: PointerEvent): void {
    this.pointed = this.#placeUnder(event);
  }

  #onFocus(event: FocusEvent): void {
    this.pointed = this.#placeUnder(event);
    if (this.pointed !== null) this.stop = placeText(this.pointed);
  }

  #onKey(event: KeyboardEvent): void {
    const next = neighbour([...this.cells], event.target as HTMLTableCellElement, event.key);
    if (next === null) return;
    event.preventDefault();
    next.focus();
  }
}
