import { LitElement, html } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { WeightsConfig } from "../../experiments/weights/weightsConfig.ts";
import { controlStyles } from "../controls.styles.ts";
import { WeightsChangeEvent } from "../weights-lab/weightsEvents.ts";
import { presetCardStyles } from "../presetCards.styles.ts";
import { WEIGHTS_PRESETS, type WeightsPreset, isSameConfig } from "./presets.ts";

/**
 * Configurations worth a look, one press each.
 *
 * @fires weights-change With a preset's configuration.
 */
@customElement("weights-presets")
export class WeightsPresets extends LitElement {
  static override styles = [controlStyles, presetCardStyles];

  @property({ attribute: false }) config!: WeightsConfig;

  protected override render(): unknown {
    return html`<h2 id="heading">Worth a look</h2>
      <ul aria-labelledby="heading">
        ${WEIGHTS_PRESETS.map((preset) => html`<li>${this.#button(preset)}</li>`)}
      </ul>`;
  }

  #button({ id, title, shows, config }: WeightsPreset): unknown {
    return html`<button
      type="button"
      data-preset=${id}
      aria-pressed=${isSameConfig(config, this.config) ? "true" : "false"}
      @click=${() => this.dispatchEvent(new WeightsChangeEvent({ config }, true))}
    >
      <span>${title}</span>
      <small>${shows}</small>
    </button>`;
  }
}
