import { LitElement, html, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import { classMap } from "lit/directives/class-map.js";
import type { BenchRow, MachinePeaks } from "../../bench/report.ts";
import type { Work } from "../../bench/work.ts";
import { lookOf } from "../bench-lab/implementations.ts";
import { controlStyles } from "../controls.styles.ts";
import { benchTableStyles } from "./bench-table.styles.ts";
import { benchCellStyles } from "./benchCells.styles.ts";
import { type TableGroup, type TableLine, ratioReference, tableGroups } from "./tableGroups.ts";

/** Every work on every implementation: time, speed, and how far its values lie from float64. */
@customElement("bench-table")
export class BenchTable extends LitElement {
  static override styles = [controlStyles, benchCellStyles, benchTableStyles];

  @property({ attribute: false }) works: readonly Work[] = [];
  @property({ attribute: false }) rows: readonly BenchRow[] = [];
  @property({ attribute: false }) peaks: MachinePeaks | null = null;

  protected override render(): unknown {
    if (this.rows.length === 0) return nothing;
    const groups = tableGroups(this.works, this.rows, this.peaks);
    const hasDevice = this.rows.some(({ deviceMs }) => deviceMs !== null);
    return html`<h2>Every result, checked</h2>
      <p class="sideways muted">The table scrolls sideways.</p>
      <div class="scroll" tabindex="0" role="region" aria-label="Every result">
        <table>
          <thead>
            <tr>
              <th scope="col">implementation</th>
              <td class="bar"></td>
              <th scope="col">GFLOP/s</th>
              <th scope="col">of the peak</th>
              <th scope="col">time</th>
              <th scope="col">lowest – highest</th>
              ${hasDevice ? html`<th scope="col">on the GPU</th>` : nothing}
              <th scope="col">× ${lookOf(ratioReference(this.rows)).title}</th>
              <th scope="col">error</th>
              <th scope="col">allowed</th>
            </tr>
          </thead>
          ${groups.map((group) => groupBody(group, hasDevice))}
        </table>
      </div>
      <p class="note muted">
        Time is the median of the rounds, of the work alone: upload and compiling are left out, and for a product
        reading it back, while the network’s statistics come back within it. A ratio to our time is the median of the
        rounds’ own ratios. “Of the peak” is of the peak that this run measured. The error is the worst of all values
        against float64; what is allowed follows from float32’s rounding. A result above it is wrong and has no speed.
      </p>`;
  }
}

function groupBody({ title, size, lines }: TableGroup, hasDevice: boolean): unknown {
  return html`<tbody>
    <tr class="group">
      <th scope="rowgroup" colspan=${hasDevice ? 10 : 9}>${title} <span class="muted">${size}</span></th>
    </tr>
    ${lines.map((line) => row(line, hasDevice))}
  </tbody>`;
}

function row(line: TableLine, hasDevice: boolean): unknown {
  const figures =
    line.fault === ""
      ? html`<td class="bar">${line.bar > 0 ? html`<span style="--share: ${line.bar * 100}%"></span>` : nothing}</td>
          <td class="lead">${line.gflops}</td>
          <td>${line.share}</td>
          <td class="lead">${line.time}</td>
          <td>${line.spread}</td>
          ${hasDevice ? html`<td>${line.device}</td>` : nothing}
          <td>${line.ratio}</td>`
      : html`<td class="fault" colspan=${hasDevice ? 7 : 6}><span>${line.fault}</span></td>`;
  return html`<tr class=${classMap({ ours: line.isOurs, wrong: line.isWrong })}>
    <th scope="row">${line.title}</th>
    ${figures}
    <td class="error">${line.error}</td>
    <td>${line.bound}</td>
  </tr>`;
}
