import { LitElement, css, html } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { TheoryConfig } from "../../experiments/theory/theoryConfig.ts";
import { nonlinearityOf } from "../../model/nonlinearities.ts";
import { controlStyles } from "../controls.styles.ts";
import { formatNumber, trimmed } from "../format.ts";
import { TheoryChangeEvent } from "../theory-lab/theoryEvents.ts";
import { PRESETS, type TheoryPreset, isAt } from "./presets.ts";

/**
 * Points of the plane that show something, one press each.
 *
 * @fires theory-change With a preset's activation and variances.
 */
@customElement("theory-presets")
export class TheoryPresets extends LitElement {
  static override styles = [
    controlStyles,
    css`
      :host {
        display: block;
      }
      ul {
        display: flex;
        flex-wrap: wrap;
        gap: 0.4rem;
        margin: 0;
        padding: 0;
        list-style: none;
      }
      button {
        min-height: 2rem;
        padding: 0.2rem 0.6rem;
        border-color: transparent;
        background: var(--raised);
        text-align: left;
        font-size: 0.85rem;
        line-height: 1.3;
      }
      button:hover {
        border-color: var(--line-strong);
      }
      button[aria-pressed="true"] {
        border-color: var(--accent);
        box-shadow: inset 0 0 0 1px var(--accent);
      }
    `,
  ];

  @property({ attribute: false }) config!: TheoryConfig;

  protected override render(): unknown {
    return html`<ul aria-label="Places to look at">
      ${PRESETS.map((preset) => html`<li>${this.#button(preset)}</li>`)}
    </ul>`;
  }

  #button(preset: TheoryPreset): unknown {
    const { activation, sigmaW2, sigmaB2 } = preset.point;
    const text = (value: number): string => trimmed(formatNumber(value, 3));
    const where = `${nonlinearityOf(activation).label}, σ_w² ${text(sigmaW2)}, σ_b² ${text(sigmaB2)}`;
    return html`<button
      type="button"
      data-preset=${preset.id}
      title=${where}
      aria-pressed=${isAt(preset, this.config) ? "true" : "false"}
      @click=${() => this.dispatchEvent(new TheoryChangeEvent(preset.point, true))}
    >
      ${preset.title}
    </button>`;
  }
}
