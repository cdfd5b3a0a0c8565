import { LitElement, html, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { type CodeSample, codeFor } from "../../experiments/weights/code.ts";
import { toNpz } from "../../experiments/weights/npz.ts";
import { toSafetensors } from "../../experiments/weights/safetensors.ts";
import type { WeightsReport } from "../../experiments/weights/weights.ts";
import { controlStyles } from "../controls.styles.ts";
import { segmentedStyles } from "../segmented.styles.ts";
import { weightsTakeStyles } from "./weights-take.styles.ts";

const SAID_MS = 4000;

/** The numbers to take away: as code for today's releases, and as files. */
@customElement("weights-take")
export class WeightsTake extends LitElement {
  static override styles = [controlStyles, segmentedStyles, weightsTakeStyles];

  @property({ attribute: false }) report: WeightsReport | null = null;

  /** Whose code is on show; null for the framework's own. */
  @state() private target: string | null = null;
  @state() private said = "";

  protected override render(): unknown {
    const { report } = this;
    if (report === null) return nothing;
    const samples = codeFor(report.config);
    const sample = samples.find(({ framework }) => framework === this.target) ?? samples[0]!;
    return html`<h2>Take these very numbers away</h2>
      <div class="bar">
        ${this.#targets(samples, sample)}
        <button type="button" class="primary" @click=${() => this.#copy(sample)}>Copy code</button>
        <button type="button" @click=${() => this.#save(toNpz(report), report, "npz")}>Download .npz</button>
        <button type="button" @click=${() => this.#save(toSafetensors(report), report, "safetensors")}>
          Download .safetensors
        </button>
        <span role="status" class="muted">${this.said}</span>
      </div>
      <p>${sample.note} <span class="muted">Run on ${sample.framework} ${sample.version}.</span></p>
      <pre tabindex="0" role="region" aria-label=${`Code for ${sample.framework}`}><code>${sample.text}</code></pre>`;
  }

  #targets(samples: readonly CodeSample[], chosen: CodeSample): unknown {
    return html`<fieldset>
      <legend class="hidden">Code for</legend>
      <div class="segments">
        ${samples.map(
          (sample) =>
            html`<label
              ><input
                type="radio"
                name="target"
                value=${sample.framework}
                .checked=${sample === chosen}
                @change=${() => (this.target = sample.framework)}
              />${sample.framework}</label
            >`,
        )}
      </div>
    </fieldset>`;
  }

  async #copy({ text, framework }: CodeSample): Promise<void> {
    try {
      await navigator.clipboard.writeText(text);
      this.#say(`Copied the code for ${framework}.`);
    } catch {
      this.#say("This browser did not allow copying; the code can be selected below.");
    }
  }

  #save(bytes: Uint8Array, { config }: WeightsReport, extension: "npz" | "safetensors"): void {
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
