import { LitElement, html, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { SymmetryConfig } from "../../experiments/training/trainingConfig.ts";
import { controlStyles } from "../controls.styles.ts";
import { presetCardStyles } from "../presetCards.styles.ts";
import { SymmetryChangeEvent, SymmetryPlayEvent } from "../symmetry-lab/symmetryEvents.ts";
import { presetInForce } from "./holds.ts";
import { SYMMETRY_PRESETS, type SymmetryPreset } from "./presets.ts";
import { symmetryPresetsStyles } from "./symmetry-presets.styles.ts";

/**
 * Comparisons worth a look, one press each; what the one in force shows is said above them.
 *
 * @fires symmetry-change With a preset's configuration.
 * @fires symmetry-play To run it as far as it needs, at once or to be watched.
 */
@customElement("symmetry-presets")
export class SymmetryPresets extends LitElement {
  static override styles = [controlStyles, presetCardStyles, symmetryPresetsStyles];

  @property({ attribute: false }) config!: SymmetryConfig;

  protected override render(): unknown {
    const inForce = presetInForce(this.config);
    return html`<h2 id="heading">Worth a look</h2>
      <div class="said">
        <p role="status">${inForce?.explanation ?? "Press one to run it; what it shows is then said here."}</p>
        ${inForce === undefined ? nothing : this.#watchButton(inForce)}
      </div>
      <ul aria-labelledby="heading">
        ${SYMMETRY_PRESETS.map((preset) => html`<li>${this.#button(preset, preset === inForce)}</li>`)}
      </ul>`;
  }

  #button(preset: SymmetryPreset, isInForce: boolean): unknown {
    return html`<button
      type="button"
      data-preset=${preset.id}
      aria-pressed=${isInForce ? "true" : "false"}
      @click=${() => this.#choose(preset)}
    >
      <span>${preset.title}</span>
      <small>${preset.shows}</small>
    </button>`;
  }

  #watchButton({ config: { iterations } }: SymmetryPreset): unknown {
    return html`<button
      type="button"
      class="watch"
      @click=${() => this.dispatchEvent(new SymmetryPlayEvent({ kind: "watchTo", iteration: iterations }))}
    >
      Watch from the start
    </button>`;
  }

  #choose({ config }: SymmetryPreset): void {
    this.dispatchEvent(new SymmetryChangeEvent(config, true));
    this.dispatchEvent(new SymmetryPlayEvent({ kind: "runTo", iteration: config.iterations }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "symmetry-presets": SymmetryPresets;
  }
}
