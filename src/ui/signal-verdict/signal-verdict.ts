import { LitElement, html, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { SignalReport } from "../../experiments/signalReport.ts";
import { verdict } from "../../experiments/verdict.ts";
import { controlStyles } from "../controls.styles.ts";
import { verdictStyles } from "../verdict.styles.ts";
import { signalVerdictStyles } from "./signal-verdict.styles.ts";

/** What happens to the signal and its gradient, in words: the most important sentence first, and large. */
@customElement("signal-verdict")
export class SignalVerdict extends LitElement {
  static override styles = [controlStyles, verdictStyles, signalVerdictStyles];

  @property({ attribute: false }) report: SignalReport | null = null;
  /** Why there is nothing to say yet: the sentence to show while there is no report. */
  @property() absence = "Computing …";
  /** What to do about it, or why, in a sentence or two. */
  @property() reason = "";
  /** What the sentences are about, where that is not what the knobs say; "" where it is. */
  @property() outdated = "";

  protected override render(): unknown {
    if (this.report === null) {
      return html`<h1 class="muted">${this.absence}</h1>
        ${this.reason === "" ? nothing : html`<p class="reason" role="alert">${this.reason}</p>`}`;
    }
    const { headline, rest } = verdict(this.report);
    return html`<div class=${this.outdated === "" ? "" : "outdated"} aria-live="polite">
      <h1>${unbroken(headline)}</h1>
      ${this.outdated === "" ? html`<p>${unbroken(rest)}</p>` : html`<p class="note">${this.outdated}</p>`}
    </div>`;
  }
}

/** Keeps "6.3-fold" on one line. */
function unbroken(text: string): unknown[] {
  return text
    .split(/(\S+-fold)/)
    .map((part) => (part.endsWith("-fold") ? html`<span class="unbroken">${part}</span>` : part));
}
