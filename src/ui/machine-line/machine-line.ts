import { LitElement, html, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { EngineStatus } from "../../experiments/lab.ts";
import type { SignalReport } from "../../experiments/signalReport.ts";
import { controlStyles } from "../controls.styles.ts";
import { machineLineStyles } from "./machine-line.styles.ts";
import { machineText } from "./machineText.ts";

const STOPPED = "Stopped. Turning a knob runs again.";

/**
 * Names the machine behind the numbers, and shows how far a run has come.
 *
 * @fires stop When a person ends the run.
 */
@customElement("machine-line")
export class MachineLine extends LitElement {
  static override styles = [controlStyles, machineLineStyles];

  @property({ attribute: false }) report: SignalReport | null = null;
  @property({ attribute: false }) status: EngineStatus | null = null;
  @property({ type: Boolean }) running = false;
  @property({ type: Boolean }) stopped = false;
  /** Done, from 0 to 1. */
  @property({ type: Number }) progress = 0;

  protected override render(): unknown {
    const name = this.report === null ? "" : machineText(this.report, this.status);
    return html`<p class="name">${this.stopped ? STOPPED : name}</p>
      ${this.running ? this.#progress() : nothing}`;
  }

  #progress(): unknown {
    return html`<p class="running">
      <progress aria-label="Computing" max="1" .value=${this.progress}></progress>
      ${Math.round(this.progress * 100)} %
      <button type="button" @click=${() => this.dispatchEvent(new Event("stop"))}>Stop</button>
    </p>`;
  }
}
