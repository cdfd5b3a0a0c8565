import { LitElement, html, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import { controlStyles } from "../controls.styles.ts";
import { timeLeftText } from "./timeLeft.ts";
import { runProgressStyles } from "./run-progress.styles.ts";

/**
 * Shows how far a run has come and ends it; offers the same run again where a person ended it.
 *
 * @fires stop When a person ends the run.
 * @fires approve When a person wants it run after all.
 */
@customElement("run-progress")
export class RunProgress extends LitElement {
  static override styles = [controlStyles, runProgressStyles];

  @property({ type: Boolean }) running = false;
  @property({ type: Boolean }) stopped = false;
  /** Done, from 0 to 1. */
  @property({ type: Number }) progress = 0;

  /** When this run began, on the clock of performance.now. */
  #began = 0;

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    const before = changed.get("progress");
    // A run that follows another at once begins again at 0.
    const isNew = changed.has("running") || (typeof before === "number" && this.progress < before);
    if (this.running && isNew) this.#began = performance.now();
  }

  protected override render(): unknown {
    if (this.running) {
      return html`<p class="running">
        <progress aria-label="Computing" max="1" .value=${this.progress}></progress>
        ${Math.round(this.progress * 100)} %${timeLeftText((performance.now() - this.#began) / 1000, this.progress)}
        <button type="button" @click=${() => this.dispatchEvent(new Event("stop"))}>Stop</button>
      </p>`;
    }
    if (!this.stopped) return nothing;
    return html`<p class="stopped">
      <span role="status">Stopped.</span>
      <button type="button" class="primary" @click=${() => this.dispatchEvent(new Event("approve"))}>Run it</button>
    </p>`;
  }
}
