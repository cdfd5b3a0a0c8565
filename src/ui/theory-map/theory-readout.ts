import { LitElement, type TemplateResult, html, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import { controlStyles } from "../controls.styles.ts";
import { plainNumber } from "../format.ts";
import { mathText } from "../mathText.ts";
import type { Reading } from "./mapShown.ts";
import { type ReadoutFigure, readoutFigures } from "./readoutFigures.ts";
import { theoryReadoutStyles } from "./theory-readout.styles.ts";

const DIGITS = 6;
/** A longer text takes two columns. */
const COLUMN_CHARACTERS = 13;

/** Theory's numbers in float64 at a place of the plane, with their error. */
@customElement("theory-readout")
export class TheoryReadout extends LitElement {
  static override styles = [controlStyles, theoryReadoutStyles];

  @property({ attribute: false }) reading: Reading | null = null;
  /** Stands in place of the numbers. */
  @property() absence = "";

  protected override render(): unknown {
    const { reading } = this;
    if (reading === null) return html`<p class="muted">${this.absence}</p>`;
    const { point, field, hovered } = reading;
    const text = (value: number): string => plainNumber(Number(value.toPrecision(DIGITS)));
    return html`<p>
        <span class="muted">${hovered ? "Under the mouse" : "At the point"}</span>
        σ<sub>w</sub>² = ${text(point.sigmaW2)}, σ<sub>b</sub>² = ${text(point.sigmaB2)}:
        <strong>${field.phase}</strong>
      </p>
      <dl>${readoutFigures(field).map(shownFigure)}</dl>
      <p class="reason muted">${mathText(field.reason ?? "")}</p>`;
  }
}

function shownFigure({ symbol, meaning, value, text }: ReadoutFigure): TemplateResult {
  return html`<div
    class=${text.length > COLUMN_CHARACTERS ? "wide" : nothing}
    title=${value === null ? meaning : `${meaning}: ${value}`}
  >
    <dt>${symbol}</dt>
    <dd>${text}</dd>
  </div>`;
}
