import { LitElement, type TemplateResult, html } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { MeanField } from "../../model/meanField.ts";
import { controlStyles } from "../controls.styles.ts";
import { formatNumber, plainNumber, trimmed } from "../format.ts";
import { mathText } from "../mathText.ts";
import type { Reading } from "./mapShown.ts";
import { QUANTITIES } from "./quantities.ts";
import { theoryReadoutStyles } from "./theory-readout.styles.ts";

const DIGITS = 6;

interface Figure {
  readonly symbol: TemplateResult;
  readonly meaning: string;
  readonly value: number | null;
  /** Stands where there is no number. */
  readonly absent: string;
}

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
      <dl>${figures(field).map(shownFigure)}</dl>
      <p class="reason muted">${mathText(field.reason ?? "")}</p>`;
  }
}

function figures({ qStar, chi1, cStar, xiC, xiQ, error }: MeanField): Figure[] {
  return [
    { ...QUANTITIES.chi1, value: chi1, absent: "none" },
    { ...QUANTITIES.qStar, value: qStar, absent: "∞" },
    { ...QUANTITIES.cStar, value: cStar, absent: "none" },
    { ...QUANTITIES.xiC, value: xiC, absent: "∞" },
    {
      symbol: html`<i>ξ</i><sub>q</sub>`,
      meaning: "layers in which a difference of q from q* shrinks by a factor e",
      value: xiQ,
      absent: "∞",
    },
    { symbol: html`error`, meaning: "estimate of the largest relative error of these", value: error, absent: "none" },
  ];
}

function shownFigure({ symbol, meaning, value, absent }: Figure): TemplateResult {
  const isError = meaning.startsWith("estimate");
  return html`<div title=${value === null ? meaning : `${meaning}: ${value}`}>
    <dt>${symbol}</dt>
    <dd>${value === null ? absent : isError ? formatNumber(value, 1) : trimmed(formatNumber(value, DIGITS))}</dd>
  </div>`;
}
