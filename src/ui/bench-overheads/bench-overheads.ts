import { LitElement, css, html } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { MachinePeaks } from "../../bench/report.ts";
import { controlStyles } from "../controls.styles.ts";
import { overheads } from "./overheads.ts";

/** What this browser takes for each step whatever the work, as few large figures. */
@customElement("bench-overheads")
export class BenchOverheads extends LitElement {
  static override styles = [
    controlStyles,
    css`
      h2 {
        margin-bottom: 0.5rem;
        font-size: 1rem;
        font-weight: 600;
      }
      dl {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 12rem), 1fr));
        gap: 1rem 2rem;
        margin: 0;
      }
      dl div {
        display: flex;
        flex-direction: column-reverse;
        justify-content: flex-end;
      }
      dt {
        font-size: 0.9rem;
        text-wrap: pretty;
      }
      dd {
        margin: 0;
        font-size: clamp(1.25rem, 1rem + 0.7vw, 1.7rem);
        font-weight: 600;
        font-variant-numeric: tabular-nums;
      }
      dt strong {
        font-weight: 600;
        color: var(--ink);
      }
    `,
  ];

  @property({ attribute: false }) peaks!: MachinePeaks;

  protected override render(): unknown {
    return html`<h2>What each step costs in this browser, whatever the work</h2>
      <dl>
        ${overheads(this.peaks).map(
          ({ name, figure, meaning }) =>
            html`<div>
              <dt class="muted"><strong>${name}</strong> ${meaning}</dt>
              <dd>${figure}</dd>
            </div>`,
        )}
      </dl>`;
  }
}
