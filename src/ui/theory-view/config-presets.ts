import { LitElement, css, html } from "lit";
import { customElement, property } from "lit/decorators.js";
import { THEORY_FIELDS, type TheoryConfig } from "../../experiments/theory/theoryConfig.ts";
import { controlStyles } from "../controls.styles.ts";
import { formatNumber, trimmed } from "../format.ts";
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
            title=${valuesText(change)}
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

/** What a preset sets, in the address's words. */
function valuesText(change: Partial<TheoryConfig>): string {
  const text = (value: string | number): string =>
    typeof value === "number" ? trimmed(formatNumber(value, 3)) : value;
  return THEORY_FIELDS.flatMap(({ key, name }) => {
    const value = change[key];
    return value === undefined ? [] : [`${name} ${text(value)}`];
  }).join(", ");
}
