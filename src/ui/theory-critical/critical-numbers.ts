import { LitElement, css, html, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import { tellingDigits } from "../../experiments/theory/auditDigits.ts";
import type { CriticalReport } from "../../experiments/theory/criticalReport.ts";
import { controlStyles } from "../controls.styles.ts";
import { formatNumber, plural, trimmed, unbrokenNumbers } from "../format.ts";
import { mathText } from "../mathText.ts";
import { theoryTableStyles } from "../theory-view/theoryTable.styles.ts";
import { gradientText } from "./criticalVerdict.ts";
import { runsOf } from "./layerList.ts";

/** The critical point, and how each layer starts there. */
@customElement("critical-numbers")
export class CriticalNumbers extends LitElement {
  static override styles = [
    controlStyles,
    theoryTableStyles,
    css`
      :host {
        --cell: 0.3rem 0 0.3rem 1.75rem;
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 1rem;
        font-variant-numeric: tabular-nums;
      }
      dl {
        display: flex;
        flex-wrap: wrap;
        gap: 0.75rem 2.25rem;
        margin: 0;
      }
      dt {
        font-size: 0.85rem;
        color: var(--ink-muted);
      }
      dd {
        margin: 0;
        font-size: 1.25rem;
        font-weight: 600;
      }
      dd small {
        display: inline;
      }
      .scroll {
        max-height: 24rem;
        overflow-y: auto;
      }
      table {
        width: auto;
      }
    `,
  ];

  @property({ attribute: false }) report!: CriticalReport;

  protected override render(): unknown {
    const { report } = this;
    const reason = report.meanField?.reason ?? "";
    return html`${figures(report)} ${reason === "" ? nothing : html`<p class="muted">${mathText(reason)}</p>`}
    ${layerTable(report)}`;
  }
}

function figures(report: CriticalReport): unknown {
  const { critical, recommended, meanField } = report;
  const plain = (value: number | null | undefined): string => (value == null ? "–" : trimmed(formatNumber(value, 5)));
  const others = [critical.sigmaW2!, ...critical.others].filter((value) => value !== recommended);
  const grows = meanField?.qStar === null;
  const error = critical.error === null ? "" : `relative error ${trimmed(formatNumber(critical.error, 1))} at most`;
  const figure = (name: unknown, value: string, note = ""): unknown =>
    html`<div>
      <dt>${name}</dt>
      <dd title=${note}>${unbrokenNumbers(value)}</dd>
    </div>`;
  return html`<dl>
    <div>
      <dt>critical ${mathText("σ_w²")}</dt>
      <dd>${trimmed(formatNumber(recommended!, 9))} <small>${unbrokenNumbers(error)}</small></dd>
    </div>
    ${others.length === 0 ? nothing : figure("also critical at", others.map(plain).join(", "))}
    ${figure("χ₁", plain(meanField?.chi1))}
    ${figure("q*, the signal’s mean square", grows ? "∞" : plain(meanField?.qStar))} ${lastFigure(report, figure)}
  </dl>`;
}

/** How deep the network may be; where the signal is not kept, what becomes of the gradient instead. */
function lastFigure(report: CriticalReport, figure: (name: string, value: string) => unknown): unknown {
  const { depthLimit, request } = report;
  if (report.catch !== null) {
    const steps = Math.max(0, request.layers.length - 3);
    return figure(`gradient over ${plural(steps, "layer")}`, `× ${gradientText(report)}`);
  }
  return figure(
    "depth that still trains",
    depthLimit === null ? "no limit" : `about ${plural(Math.round(depthLimit), "layer")}`,
  );
}

function layerTable({ layers }: CriticalReport): unknown {
  const runs = runsOf(layers, ({ fanIn, fanOut }) => `${fanIn} ${fanOut}`);
  const number = (value: number): string => unbrokenNumbers(trimmed(formatNumber(value, tellingDigits(value, 5))));
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Variance of each layer">
    <table>
      <thead>
        <tr>
          <th scope="col">layer</th>
          <th scope="col">fanIn</th>
          <th scope="col">fanOut</th>
          <th scope="col">variance of a weight</th>
          <th scope="col">std</th>
          <th scope="col">gain</th>
        </tr>
      </thead>
      <tbody>
        ${runs.map(
          ({ value, from, count }) =>
            html`<tr>
              <th scope="row">${count === 1 ? from + 1 : `${from + 1} to ${from + count}`}</th>
              <td>${value.fanIn.toLocaleString("en")}</td>
              <td>${value.fanOut.toLocaleString("en")}</td>
              <td title=${value.weightVariance}>${number(value.weightVariance)}</td>
              <td title=${value.weightStd}>${number(value.weightStd)}</td>
              <td title=${value.gain}>${number(value.gain)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}
