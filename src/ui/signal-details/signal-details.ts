import { LitElement, css, html, nothing } from "lit";
import { customElement, property, query } from "lit/decorators.js";
import type { CheckReport, Lab } from "../../experiments/lab.ts";
import type { SignalReport } from "../../experiments/signalReport.ts";
import { isCoarse } from "../check-badge/badgeText.ts";
import { controlStyles } from "../controls.styles.ts";
import "../kernel-check/kernel-check.ts";
import "../number-table/number-table.ts";
import "../signal-why/signal-why.ts";

/** What is folded until asked for: the numbers, the why, and the check of every kernel. */
@customElement("signal-details")
export class SignalDetails extends LitElement {
  static override styles = [
    controlStyles,
    css`
      :host {
        display: block;
        min-width: 0;
        border-top: 1px solid var(--line);
      }
      details {
        border-bottom: 1px solid var(--line);
      }
      summary {
        padding: 0.8rem 0.25rem;
        font-weight: 600;
      }
      details > :not(summary) {
        padding: 0 0.25rem 1.5rem;
      }
    `,
  ];

  @property({ attribute: false }) lab: Lab | null = null;
  @property({ attribute: false }) report: SignalReport | null = null;
  /** How the report compares with float64, once that is known. */
  @property({ attribute: false }) check: CheckReport | null = null;
  /** The notebook run that was chosen: its figures are worth seeing at once. */
  @property() run: string | null = null;

  @query("#numbers") private numbers!: HTMLDetailsElement;

  protected override updated(changed: Map<PropertyKey, unknown>): void {
    if (changed.has("run") && this.run !== null) this.numbers.open = true;
  }

  protected override render(): unknown {
    return html`<details id="numbers">
        <summary>The numbers, layer by layer</summary>
        ${
          this.report === null
            ? nothing
            : html`<number-table
                .report=${this.report}
                .coarse=${this.check !== null && isCoarse(this.check)}
              ></number-table>`
        }
      </details>
      <details>
        <summary>Why it grows, fades or holds</summary>
        <signal-why></signal-why>
      </details>
      <details>
        <summary>Every kernel, checked on this machine</summary>
        <kernel-check .lab=${this.lab}></kernel-check>
      </details>`;
  }
}
