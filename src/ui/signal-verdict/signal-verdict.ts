import { LitElement, html } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { SignalReport } from "../../experiments/signalReport.ts";
import { verdict } from "../../experiments/verdict.ts";
import { controlStyles } from "../controls.styles.ts";
import { signalVerdictStyles } from "./signal-verdict.styles.ts";

/** What happens to the signal and its gradient, in words: the most important sentence first, and large. */
@customElement("signal-verdict")
export class SignalVerdict extends LitElement {
  static override styles = [controlStyles, signalVerdictStyles];

  @property({ attribute: false }) report: SignalReport | null = null;
  /** True while a person is asked whether to run. */
  @property({ type: Boolean }) waiting = false;

  protected override render(): unknown {
    if (this.report === null) {
      return html`<h1 class="muted">${this.waiting ? "A large network: it waits for your word." : "Computing …"}</h1>`;
    }
    const { headline, signal, gradient } = verdict(this.report);
    const rest = [signal, gradient].filter((sentence) => sentence !== headline);
    return html`<div class=${this.waiting ? "waiting" : ""} aria-live="polite">
      <h1>${unbroken(headline)}</h1>
      <p>${unbroken(rest.join(" "))}</p>
    </div>`;
  }
}

/** Keeps "6.3-fold" on one line. */
function unbroken(text: string): unknown[] {
  return text
    .split(/(\S+-fold)/)
    .map((part) => (part.endsWith("-fold") ? html`<span class="unbroken">${part}</span>` : part));
}
