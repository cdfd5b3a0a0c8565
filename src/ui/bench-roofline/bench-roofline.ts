import { LitElement, html, nothing, svg } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { BenchRow, MachinePeaks } from "../../bench/report.ts";
import type { Work } from "../../bench/work.ts";
import { capitalized, workTitle } from "../../bench/workNames.ts";
import { figure } from "../bench-lab/benchFigures.ts";
import { lookOf } from "../bench-lab/implementations.ts";
import { ridgeOf } from "../bench-lab/intensity.ts";
import { benchCellStyles } from "../bench-table/benchCells.styles.ts";
import { controlStyles } from "../controls.styles.ts";
import { formatShare } from "../format.ts";
import type { ChartSeries, Mark } from "../lab-chart/chartModel.ts";
import "../lab-chart/lab-chart.ts";
import { benchRooflineStyles } from "./bench-roofline.styles.ts";
import { rooflineModel, rooflineSummary } from "./rooflineModel.ts";
import { type RooflinePoint, rooflinePoints } from "./rooflinePoints.ts";

/** The adapter's two limits as a roof, and every measured row under it. */
@customElement("bench-roofline")
export class BenchRoofline extends LitElement {
  static override styles = [controlStyles, benchCellStyles, benchRooflineStyles];

  @property({ attribute: false }) works: readonly Work[] = [];
  @property({ attribute: false }) rows: readonly BenchRow[] = [];
  @property({ attribute: false }) peaks!: MachinePeaks;
  @property() theme = "light";

  protected override render(): unknown {
    const { peaks } = this;
    const points = rooflinePoints(this.works, this.rows, peaks);
    const model = rooflineModel(this.works, points, peaks);
    return html`<figure>
        <h2>The roofline of this adapter</h2>
        <p class="muted">
          Under the slope, work waits for memory: ${figure(peaks.gigabytesPerSecond)}&nbsp;GB/s. Under the flat, it
          waits for arithmetic: ${figure(peaks.gflops)}&nbsp;GFLOP/s. They meet at ${figure(ridgeOf(peaks))} operations
          a byte. Both limits were measured in this run: on a shared machine, or in software, they move, and a share is
          of this run’s roof.
        </p>
        <lab-chart .model=${model} .summary=${rooflineSummary(points, peaks)} .theme=${this.theme}></lab-chart>
        <ul aria-label="Legend">
          ${model.series.map((series) => legendItem(series))}
        </ul>
      </figure>
      ${points.length === 0 ? nothing : numbers(points)}`;
  }
}

const MARK_PATHS: Readonly<Record<Mark, string>> = {
  dot: "M14 1.5a5.5 5.5 0 1 1 0 11a5.5 5.5 0 1 1 0-11z",
  cross: "M9.5 2.5l9 9m0-9l-9 9",
  triangle: "M14 1.5l6 10.5h-12z",
  square: "M9 2h10v10h-10z",
  diamond: "M14 .5l6.5 6.5l-6.5 6.5l-6.5-6.5z",
};

function legendItem({ label, meaning, kind, mark, hollow }: ChartSeries): unknown {
  const shape =
    kind === "line"
      ? svg`<line x1="0" y1="7" x2="28" y2="7" stroke-width="3" />`
      : svg`<path d=${MARK_PATHS[mark ?? "dot"]} fill=${hollow ? "none" : "currentColor"} />`;
  return html`<li>
    <svg class=${meaning} width="28" height="14" viewBox="0 0 28 14" aria-hidden="true">${shape}</svg>
    ${label}
  </li>`;
}

/** The same as a table. */
function numbers(points: readonly RooflinePoint[]): unknown {
  return html`<details>
    <summary>The roofline in numbers</summary>
    <div class="scroll" tabindex="0" role="region" aria-label="The roofline in numbers">
      <table>
        <thead>
          <tr>
            <th scope="col">work</th>
            <th scope="col">implementation</th>
            <th scope="col">operations a byte</th>
            <th scope="col">GFLOP/s</th>
            <th scope="col">roof there</th>
            <th scope="col">of the roof</th>
          </tr>
        </thead>
        <tbody>
          ${points.map(
            ({ work, implementation, intensity, gflops, roof, share }) =>
              html`<tr>
                <th scope="row">${capitalized(workTitle(work))}</th>
                <td>${lookOf(implementation).title}</td>
                <td>${figure(intensity)}</td>
                <td>${figure(gflops)}</td>
                <td>${figure(roof)}</td>
                <td>${share === null ? "–" : formatShare(share)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </details>`;
}
