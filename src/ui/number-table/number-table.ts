import { LitElement, type TemplateResult, html, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { LayerRow, SignalReport } from "../../experiments/signalReport.ts";
import { log10Of } from "../../model/scaled.ts";
import { controlStyles } from "../controls.styles.ts";
import { formatLog10, formatScaled } from "../format.ts";
import { numberTableStyles } from "./number-table.styles.ts";
import { type Agreement, type PrintedFigure, agreementText, printedFigures, tableCsv, tableRows } from "./tableRows.ts";

const FULL_DIGITS = 13;
/** In the table; and where rounding has spoiled the rest. */
const DIGITS = 4;
const COARSE_DIGITS = 2;
const COARSE_TEXT =
  "This network is chaotic: rounding grows from layer to layer, so two digits are shown, and another machine’s may differ in those. The CPU engine computes in float64.";

/** Every layer's numbers, beside those that the notebook prints for the same network. */
@customElement("number-table")
export class NumberTable extends LitElement {
  static override styles = [controlStyles, numberTableStyles];

  @property({ attribute: false }) report!: SignalReport;
  /** True where rounding leaves the numbers right in size only. */
  @property({ type: Boolean }) coarse = false;

  @state() private copied = "";

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has("report")) this.copied = "";
  }

  protected override render(): unknown {
    const rows = tableRows(this.report);
    const digits = this.coarse ? COARSE_DIGITS : DIGITS;
    const signal = rows.some(({ printedSignal }) => printedSignal !== null);
    const gradient = rows.some(({ printedGradient }) => printedGradient !== null);
    return html`<div class="bar">
        <p>${this.coarse ? COARSE_TEXT : agreementText(printedFigures(rows))}</p>
        <div>
          <span role="status" class="muted">${this.copied}</span>
          <button type="button" @click=${() => this.#copy(tableCsv(rows))}>Copy as CSV</button>
        </div>
      </div>
      <div class="scroll" tabindex="0" role="region" aria-label="Numbers of every layer">
        <table>
          <thead>
            <tr>
              <th scope="col">layer</th>
              <th scope="col">mean</th>
              <th scope="col">std</th>
              <th scope="col">log<sub>10</sub> std</th>
              ${signal ? html`<th scope="col">notebook’s std</th>` : nothing}
              <th scope="col">gradient’s std</th>
              ${gradient ? html`<th scope="col">notebook’s gradient</th>` : nothing}
            </tr>
          </thead>
          <tbody>
            ${rows.map(
              (row) =>
                html`<tr>
                  <th scope="row">${row.layer}</th>
                  ${valueCell(row.forward, "mean", digits)} ${valueCell(row.forward, "std", digits)}
                  <td>${row.forward.log10Std?.toFixed(this.coarse ? 2 : 3).replace("-", "−") ?? "–"}</td>
                  ${signal ? printedCell(row.printedSignal) : nothing}
                  ${row.gradient === null ? html`<td class="muted">–</td>` : valueCell(row.gradient, "std", digits)}
                  ${gradient ? printedCell(row.printedGradient) : nothing}
                </tr>`,
            )}
          </tbody>
        </table>
      </div>`;
  }

  async #copy(text: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(text);
      this.copied = "Copied.";
    } catch {
      this.copied = "This browser did not allow copying.";
    }
  }
}

function valueCell(row: LayerRow, key: "mean" | "std", digits: number): TemplateResult {
  const sign = row.exact[key].mantissa < 0 ? "−" : "";
  const full = row[key] === null ? sign + formatLog10(log10Of(row.exact[key]), FULL_DIGITS) : String(row[key]);
  return html`<td title=${full}>${formatScaled(row.exact[key], digits)}</td>`;
}

function printedCell(figure: PrintedFigure | null): TemplateResult {
  if (figure === null) return html`<td></td>`;
  const short = figure.text.length > 20 ? formatLog10(Math.log10(Number(figure.text)), 7) : figure.text;
  return html`<td title=${`${figure.text}, as the notebook prints it`}>
    ${short} ${agreementMark(figure.agreement)}
  </td>`;
}

const MARKS: Readonly<Record<Agreement, readonly [path: string, name: string]>> = {
  digits: ["M4 12.5l5 5 11-11", "agrees in every digit"],
  float32: ["M4 9.5c5-5 11 5 16 0M4 16c5-5 11 5 16 0", "agrees within float32’s precision"],
  none: ["M6 6l12 12M18 6L6 18", "differs"],
};

function agreementMark(agreement: Agreement): TemplateResult {
  const [path, name] = MARKS[agreement];
  return html`<svg class=${agreement} viewBox="0 0 24 24" role="img" aria-label=${name}>
    <title>${name}</title>
    <path d=${path} />
  </svg>`;
}
