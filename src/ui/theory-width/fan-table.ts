import { LitElement, css, html, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { EnsembleReport, FanLayer, FanTheory } from "../../experiments/theory/ensembleReport.ts";
import { controlStyles } from "../controls.styles.ts";
import { formatNumber } from "../format.ts";
import { numberTableStyles } from "../number-table/number-table.styles.ts";
import { segmentedStyles } from "../segmented.styles.ts";
import { scrollCueStyles } from "../theory-view/scrollCue.styles.ts";
import { lnText } from "../theory-view/lnText.ts";

const NAMES = { signal: "Signal", gradient: "Gradient" } as const;
type Quantity = keyof typeof NAMES;

const COLUMNS = [
  "layer",
  "mean",
  "± standard error",
  "median",
  "5 %",
  "25 %",
  "75 %",
  "95 %",
  "E[M²]",
  "theory’s E[M²]",
  "E[ln M]",
  "theory’s E[ln M]",
  "Var(ln M)",
  "theory’s Var(ln M)",
  "exactly 0",
];

/** Every layer's numbers over the networks, beside theory, to read and to take away. */
@customElement("fan-table")
export class FanTable extends LitElement {
  static override styles = [
    controlStyles,
    segmentedStyles,
    numberTableStyles,
    scrollCueStyles,
    css`
      /* The last column ends within its box, also where it is scrolled to. */
      td:last-child,
      th:last-child {
        padding-right: 0.5rem;
      }
      fieldset {
        margin: 0;
        padding: 0;
        border: 0;
      }
    `,
  ];

  @property({ attribute: false }) report!: EnsembleReport;

  @state() private quantity: Quantity = "signal";
  @state() private copied = "";

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has("report")) this.copied = "";
  }

  protected override render(): unknown {
    const { report } = this;
    const isSignal = this.quantity === "signal" || report.gradient === null;
    const layers = isSignal ? report.signal : report.gradient!;
    const theory = isSignal ? report.signalTheory : report.gradientTheory;
    return html`<div class="bar">
        ${report.gradient === null ? nothing : this.#choice()}
        <div>
          <span role="status" class="muted">${this.copied}</span>
          <button type="button" @click=${this.#copy}>Copy as JSON</button>
        </div>
      </div>
      <div class="scroll" tabindex="0" role="region" aria-label="Numbers of every layer">
        <table>
          <thead>
            <tr>
              ${COLUMNS.map((name) => html`<th scope="col">${name}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${layers.map((layer, index) => row(layer, theory[index]))}
          </tbody>
        </table>
      </div>`;
  }

  #choice(): unknown {
    return html`<fieldset>
      <legend class="hidden">Numbers of</legend>
      <div class="segments">
        ${(["signal", "gradient"] as const).map(
          (quantity) =>
            html`<label
              ><input
                type="radio"
                name="quantity"
                .checked=${quantity === this.quantity}
                @change=${() => (this.quantity = quantity)}
              />${NAMES[quantity]}</label
            >`,
        )}
      </div>
    </fieldset>`;
  }

  async #copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(JSON.stringify(this.report, null, 2));
      this.copied = "Copied.";
    } catch {
      this.copied = "This browser did not allow copying.";
    }
  }
}

function row(layer: FanLayer, theory: FanTheory | undefined): unknown {
  const [p5, p25, median, p75, p95] = layer.lnQuantiles;
  const ln = (value: number | null | undefined): string => (value === undefined ? "–" : lnText(value, 4));
  const plain = (value: number | null | undefined): string => (value == null ? "–" : formatNumber(value, 4));
  const known = (value: number | null | undefined): string => (value == null ? "–" : lnText(value, 4));
  const cells = [
    ln(layer.lnMean),
    plain(layer.standardError),
    ...[median, p5, p25, p75, p95].map(ln),
    plain(layer.secondMoment),
    known(theory?.lnSecondMoment),
    plain(layer.meanLog),
    plain(theory?.meanLog),
    plain(layer.varianceLog),
    plain(theory?.varianceLog),
    layer.dead.toLocaleString("en"),
  ];
  return html`<tr>
    <th scope="row">${layer.layer}</th>
    ${cells.map((cell) => html`<td>${cell}</td>`)}
  </tr>`;
}
