import { LitElement, css, html, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { IsometryReport, Spectrum } from "../../experiments/theory/isometryReport.ts";
import { controlStyles } from "../controls.styles.ts";
import { formatNumber, trimmed, unbrokenNumbers } from "../format.ts";
import { lnText } from "../theory-view/lnText.ts";
import { scrollCueStyles } from "../theory-view/scrollCue.styles.ts";
import { theoryTableStyles } from "../theory-view/theoryTable.styles.ts";
import { WEIGHT_NAMES } from "./spectrumModel.ts";

/** Where depth is this share of the width, one network's Jacobian strays far from infinite width's. */
const NARROW = 0.1;

/** Mean and spread of the squared singular values: theory beside what one network shows. */
@customElement("spectrum-numbers")
export class SpectrumNumbers extends LitElement {
  static override styles = [
    controlStyles,
    theoryTableStyles,
    scrollCueStyles,
    css`
      :host {
        --cell: 0.35rem 0 0.35rem 1.25rem;
      }
      h2 {
        margin-bottom: 0.5rem;
      }
      thead th[scope="colgroup"] {
        border: 0;
      }
      thead tr:last-child th {
        padding: var(--cell);
        text-align: right;
      }
      p {
        margin-top: 0.6rem;
        text-wrap: pretty;
      }
    `,
  ];

  @property({ attribute: false }) report!: IsometryReport;

  protected override render(): unknown {
    const { config, spectra } = this.report;
    const ratio = config.depth / config.width;
    return html`<h2>How evenly the directions are stretched</h2>
      <div class="scroll" tabindex="0" role="region" aria-label="Theory beside measurement">
        <table>
          <thead>
            <tr>
              <th scope="col" rowspan="2">weights</th>
              <th scope="colgroup" colspan="2">root mean square</th>
              <th scope="colgroup" colspan="2">variance of the squares<br />over their mean squared</th>
              <th scope="col" rowspan="2">weakest</th>
              <th scope="col" rowspan="2">strongest</th>
              <th scope="col" rowspan="2">0, or below<br />rounding</th>
            </tr>
            <tr>
              <th scope="col" class="theory">theory</th>
              <th scope="col">measured</th>
              <th scope="col" class="theory">theory</th>
              <th scope="col">measured</th>
            </tr>
          </thead>
          <tbody>
            ${spectra.map((spectrum) => row(spectrum))}
          </tbody>
        </table>
      </div>
      ${
        ratio > NARROW
          ? html`<p class="muted">
              Theory is that of infinite width. Here depth is ${trimmed(formatNumber(ratio, 2))} of the width, and the
              numbers are those of one network: it strays, above all where a few large values make the variance.
            </p>`
          : nothing
      }`;
  }
}

function row({ weights, lnSingularValues, zeros, lnMeanSquare, variance, theory }: Spectrum): unknown {
  const root = (ln: number | null): string => (ln === null ? "–" : lnText(ln / 2));
  const plain = (value: number | null): string => (value === null ? "–" : trimmed(formatNumber(value, 3)));
  const cells: [text: string, isTheory: boolean][] = [
    [root(theory.lnMeanSquare), true],
    [lnMeanSquare === null ? "0" : root(lnMeanSquare), false],
    [plain(theory.variance), true],
    [plain(variance), false],
    [lnSingularValues.length === 0 ? "–" : lnText(lnSingularValues.at(-1)!), false],
    [lnSingularValues.length === 0 ? "–" : lnText(lnSingularValues[0]!), false],
    [zeros.toLocaleString("en"), false],
  ];
  return html`<tr>
    <th scope="row">${WEIGHT_NAMES[weights].split(" ")[0]}</th>
    ${cells.map(([text, isTheory]) => html`<td class=${isTheory ? "theory" : ""}>${unbrokenNumbers(text)}</td>`)}
  </tr>`;
}
