import { LitElement, html, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { toSafetensors } from "../../experiments/weights/safetensors.ts";
import type { WeightsReport } from "../../experiments/weights/weights.ts";
import { controlStyles } from "../controls.styles.ts";
import { weightsTakeStyles } from "./weights-take.styles.ts";

const SAID_MS = 4000;

/** The numbers to take away: as a file. */
@customElement("weights-take")
export class WeightsTake extends LitElement {
  static override styles = [controlStyles, weightsTakeStyles];

  @property({ attribute: false }) report: WeightsReport | null = null;

  @state() private said = "";

  protected override render(): unknown {
    const { report } = this;
    if (report === null) return nothing;
    return html`<h2>Take these very numbers away</h2>
      <div class="bar">
        <button type="button" @click=${() => this.#save(toSafetensors(report), report, "safetensors")}>
          Download .safetensors
        </button>
        <span role="status" class="muted">${this.said}</span>
      </div>`;
  }

  #save(bytes: Uint8Array, { config }: WeightsReport, extension: string): void {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([bytes as Uint8Array<ArrayBuffer>]));
    // The name that the code reads.
    link.download = `weights.${extension}`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), SAID_MS);
    this.#say(`Saved as ${link.download}: ${config.framework}, seed ${config.seed}.`);
  }

  #say(text: string): void {
    this.said = text;
    setTimeout(() => (this.said = ""), SAID_MS);
  }
}
