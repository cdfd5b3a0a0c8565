import { LitElement, css, html, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import { type Work, workFlop } from "../../bench/work.ts";
import { capitalized, workTitle } from "../../bench/workNames.ts";
import { figure, formatBytes, formatFlop } from "../bench-lab/benchFigures.ts";
import { intensityOf, leastBytes } from "../bench-lab/intensity.ts";
import { benchCellStyles } from "../bench-table/benchCells.styles.ts";
import { controlStyles } from "../controls.styles.ts";

/** What a run measures: how much arithmetic each piece of work is, and on how few bytes. */
@customElement("bench-plan")
export class BenchPlan extends LitElement {
  static override styles = [
    controlStyles,
    benchCellStyles,
    css`
      h2 {
        margin-bottom: 0.5rem;
        font-size: 1rem;
        font-weight: 600;
      }
      .note {
        max-width: 46rem;
        margin-top: 0.75rem;
        font-size: 0.9rem;
        text-wrap: pretty;
      }
    `,
  ];

  @property({ attribute: false }) works: readonly Work[] = [];
  /** True after the run. */
  @property({ type: Boolean }) done = false;

  protected override render(): unknown {
    if (this.works.length === 0) return nothing;
    const heading = this.done ? "What was measured" : "What Run will measure";
    return html`<h2>${heading}</h2>
      <div class="scroll" tabindex="0" role="region" aria-label=${heading}>
        <table>
          <thead>
            <tr>
              <th scope="col">work</th>
              <th scope="col">operations</th>
              <th scope="col">bytes at least</th>
              <th scope="col">operations a byte</th>
            </tr>
          </thead>
          <tbody>
            ${this.works.map(
              (work) =>
                html`<tr>
                  <th scope="row">${capitalized(workTitle(work))}</th>
                  <td>${formatFlop(workFlop(work))}</td>
                  <td>${formatBytes(leastBytes(work))}</td>
                  <td>${figure(intensityOf(work))}</td>
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
      <p class="note muted">
        A multiplication and an addition count as two operations. Work with few operations a byte waits for memory; work
        with many is limited by arithmetic.
        ${this.done ? nothing : "Run draws both limits of this machine as a roofline, and each piece of work beneath it."}
      </p>`;
  }
}
