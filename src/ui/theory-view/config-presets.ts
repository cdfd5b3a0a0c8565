import { LitElement, css, html } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { TheoryConfig } from "../../experiments/theory/theoryConfig.ts";
import { controlStyles } from "../controls.styles.ts";
import { TheoryChangeEvent } from "../theory-lab/theoryEvents.ts";

/** Values of the knobs, named after what they show. */
export interface ConfigPreset {
  readonly name: string;
  readonly change: Partial<TheoryConfig>;
}

/**
 * A row of presets; the one that the knobs hold is marked.
 *
 * @fires theory-change With the values of the chosen one.
 */
@customElement("config-presets")
export class ConfigPresets extends LitElement {
  static override styles = [
    controlStyles,
    css`
      div {
        display: flex;
        flex-wrap: wrap;
        gap: 0.5rem;
      }
      button {
        min-height: 2rem;
        font-size: 0.9rem;
      }
      button[aria-pressed="true"] {
        border-color: var(--accent);
        background: var(--raised);
        font-weight: 600;
      }
    `,
  ];

  @property({ attribute: false }) presets: readonly ConfigPreset[] = [];
  @property({ attribute: false }) config!: TheoryConfig;

  protected override render(): unknown {
    return html`<div role="group" aria-label="Examples">
      ${this.presets.map(
        ({ name, change }) =>
          html`<button
            type="button"
            aria-pressed=${this.#holds(change) ? "true" : "false"}
            @click=${() => this.dispatchEvent(new TheoryChangeEvent(change, true))}
          >
            ${name}
          </button>`,
      )}
    </div>`;
  }

  #holds(change: Partial<TheoryConfig>): boolean {
    return (Object.keys(change) as (keyof TheoryConfig)[]).every((key) => this.config[key] === change[key]);
  }
}
