import { LitElement, html, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { live } from "lit/directives/live.js";
import { DRAW_ORDERS, type WeightsConfig } from "../../experiments/weights/weightsConfig.ts";
import { FAN_MODES, FRAMEWORKS, type Framework, type InitializerName } from "../../model/initializer.ts";
import { controlStyles } from "../controls.styles.ts";
import "../field-box/field-box.ts";
import type { FieldInputEvent } from "../field-box/field-box.ts";
import { newSeed } from "../number-knob/newSeed.ts";
import { WeightsChangeEvent } from "../weights-lab/weightsEvents.ts";
import {
  type Change,
  FRAMEWORK_NAMES,
  type Option,
  initializerChoices,
  takes,
  withFramework,
  withInitializer,
  withText,
} from "./configChange.ts";
import { FRAMEWORK_NOTES } from "./frameworkNotes.ts";
import { weightsKnobsStyles } from "./weights-knobs.styles.ts";

/** More sizes than these are one text. */
const MOST_BOXES = 7;
const NEW_LAYER = 3;
const OPTION_LABELS: Readonly<Record<Exclude<Option, "mode">, string>> = {
  gain: "Gain",
  stddev: "Standard deviation",
  value: "Value",
};

/** A text that a field does not allow. */
interface Refused {
  readonly field: string;
  readonly text: string;
  readonly error: string;
}

/**
 * The knobs of a WeightsConfig.
 *
 * @fires weights-change With a configuration that can be drawn.
 */
@customElement("weights-knobs")
export class WeightsKnobs extends LitElement {
  static override styles = [controlStyles, weightsKnobsStyles];

  @property({ attribute: false }) config!: WeightsConfig;

  @state() private refused: Refused | null = null;

  /** Forgets what was typed in error: the view was set from elsewhere. */
  reset(): void {
    this.refused = null;
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has("config")) this.reset();
  }

  protected override render(): unknown {
    return html`${this.#framework()} ${this.#layers()} ${this.#initializer()} ${this.#seed()}`;
  }

  #framework(): unknown {
    return html`<div class="field">
      <label for="framework">Framework</label>
      <select
        id="framework"
        .value=${live(this.config.framework)}
        @change=${(event: Event) => {
          const framework = (event.target as HTMLSelectElement).value as Framework;
          this.#take("framework", framework, withFramework(this.config, framework));
        }}
      >
        ${FRAMEWORKS.map(
          (framework) =>
            html`<option value=${framework} .selected=${framework === this.config.framework}>
              ${FRAMEWORK_NAMES[framework]}
            </option>`,
        )}
      </select>
      ${this.#error("framework")}
      <p class="hint">${FRAMEWORK_NOTES[this.config.framework]}</p>
    </div>`;
  }

  #layers(): unknown {
    const { layers } = this.config;
    const add = html`<div>
      <button type="button" @click=${() => this.#resize([...layers, NEW_LAYER], true)}>Add a layer</button>
    </div>`;
    if (layers.length > MOST_BOXES) {
      return html`<div class="field">
        ${this.#box("layers", "Layers, input first", layers.join(","), "text")} ${add}
      </div>`;
    }
    return html`<div class="field">
      <h2 id="layers">Units a layer</h2>
      <ul class="layers" aria-labelledby="layers">
        ${layers.map((size, index) => html`<li>${this.#size(size, index)}</li>`)}
      </ul>
      ${this.#error("layers")} ${add}
    </div>`;
  }

  #size(size: number, index: number): unknown {
    const { layers } = this.config;
    const field = `size${index}`;
    const refused = this.refused?.field === field ? this.refused : null;
    const name = index === 0 ? "Inputs" : `Layer ${index}`;
    return html`<field-box
        data-field=${field}
        .label=${name}
        .value=${refused?.text ?? String(size)}
        .error=${refused?.error ?? ""}
        @field-input=${({ text }: FieldInputEvent) =>
          this.#take(
            field,
            text,
            withText(this.config, "layers", [...layers.slice(0, index), text, ...layers.slice(index + 1)].join(",")),
          )}
      ></field-box>
      ${
        index === 0 || layers.length < 3
          ? nothing
          : html`<button
              type="button"
              class="quiet"
              aria-label=${`Remove layer ${index}`}
              @click=${() => this.#resize(layers.toSpliced(index, 1), true)}
            >
              <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M5 5l14 14M19 5L5 19" /></svg>
            </button>`
      }`;
  }

  #initializer(): unknown {
    const { config } = this;
    return html`<div class="field">
      <label for="initializer">Initializer</label>
      <select
        id="initializer"
        @change=${(event: Event) => {
          const name = (event.target as HTMLSelectElement).value as InitializerName;
          this.#take("initializer", name, withInitializer(config, name));
        }}
      >
        ${initializerChoices(config.framework).map(
          ({ name, label, has }) =>
            html`<option value=${name} ?disabled=${!has} .selected=${name === config.initializer}>${label}</option>`,
        )}
      </select>
      ${this.#error("initializer")}
      <div class="options">
        ${(["gain", "stddev", "value"] as const).map((option) => (takes(config, option) ? this.#option(option) : nothing))}
        ${takes(config, "mode") ? this.#mode() : nothing}
      </div>
    </div>`;
  }

  #option(option: keyof typeof OPTION_LABELS): unknown {
    const text = this.config[option] === undefined ? "" : String(this.config[option]);
    return this.#box(option, OPTION_LABELS[option], text, "decimal", "its own");
  }

  #mode(): unknown {
    const { mode, framework } = this.config;
    const modes = FAN_MODES.filter((one) => framework !== "pytorch" || one !== "fan_avg");
    return html`<div class="row">
      <label for="mode">Mode</label>
      <select
        id="mode"
        @change=${(event: Event) => this.#take("mode", "", withText(this.config, "mode", (event.target as HTMLSelectElement).value))}
      >
        <option value="" .selected=${mode === undefined}>its own</option>
        ${modes.map((one) => html`<option value=${one} .selected=${one === mode}>${one}</option>`)}
      </select>
    </div>`;
  }

  #seed(): unknown {
    const { seed, framework, order } = this.config;
    return html`<div class="field">
      <div class="seed">
        ${this.#box("seed", "Seed", String(seed), "numeric")}
        <div>
          <button
            type="button"
            @click=${() => this.#take("seed", "", withText(this.config, "seed", String(newSeed())))}
          >
            New seed
          </button>
        </div>
      </div>
      ${
        framework.startsWith("numpy")
          ? html`<div class="row">
              <label for="order">Drawn</label>
              <select
                id="order"
                @change=${(event: Event) =>
                  this.#take("order", "", withText(this.config, "order", (event.target as HTMLSelectElement).value))}
              >
                ${DRAW_ORDERS.map(
                  (one) =>
                    html`<option value=${one} .selected=${one === order}>
                      ${one === "layers" ? "first to last" : "as the notebook: first, last, then the others"}
                    </option>`,
                )}
              </select>
            </div>`
          : nothing
      }
    </div>`;
  }

  #box(field: string, label: string, value: string, inputmode: string, placeholder = ""): unknown {
    const refused = this.refused?.field === field ? this.refused : null;
    return html`<field-box
      data-field=${field}
      .label=${label}
      .value=${refused?.text ?? value}
      .error=${refused?.error ?? ""}
      .placeholder=${placeholder}
      .inputmode=${inputmode}
      ?stacked=${inputmode === "text"}
      @field-input=${({ text }: FieldInputEvent) => this.#take(field, text, withText(this.config, field, text), false)}
    ></field-box>`;
  }

  #error(field: string): unknown {
    if (this.refused?.field !== field) return nothing;
    return html`<p class="error" role="alert">${this.refused.error}</p>`;
  }

  #resize(layers: readonly number[], step: boolean): void {
    this.#take("layers", "", withText(this.config, "layers", layers.join(",")), step);
  }

  /** Hands a change on, or says by its field why not. */
  #take(field: string, text: string, change: Change, step = true): void {
    if ("error" in change) {
      this.refused = { field, text, error: change.error };
      return;
    }
    this.refused = null;
    this.dispatchEvent(new WeightsChangeEvent({ config: change.config }, step));
  }
}
