import { LitElement, html, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import { live } from "lit/directives/live.js";
import type { EngineStatus } from "../../experiments/lab.ts";
import { symmetryField } from "../../experiments/training/symmetryFields.ts";
import { type SymmetryConfig, VERSUS } from "../../experiments/training/trainingConfig.ts";
import type { Framework } from "../../model/initializer.ts";
import type { LossId } from "../../model/training.ts";
import { controlStyles } from "../controls.styles.ts";
import "../field-box/field-box.ts";
import type { FieldInputEvent } from "../field-box/field-box.ts";
import { engineChoice } from "../network-knobs/engineChoice.ts";
import { newSeed } from "../number-knob/newSeed.ts";
import "../number-knob/number-knob.ts";
import type { NumberInputEvent } from "../number-knob/number-knob.ts";
import type { SliderScale } from "../number-knob/sliderScale.ts";
import { runKnobsStyles } from "../network-knobs/runKnobs.styles.ts";
import { segmentedStyles } from "../segmented.styles.ts";
import { SymmetryChangeEvent } from "../symmetry-lab/symmetryEvents.ts";
import { type Change, withFramework, withLoss, withText } from "./configChange.ts";
import { CHOICES, type ChoiceName } from "./knobChoices.ts";
import { BIAS_SCALE, RATE_SCALE, SAMPLES_SCALE } from "./knobScales.ts";
import { RefusedText } from "./refusedText.ts";
import { symmetryKnobsStyles } from "./symmetry-knobs.styles.ts";

/** Networks worth a press. */
const QUICK_LAYERS = ["2,1", "2,3,1", "2,3,3,1", "2,8,8,1"] as const;

/**
 * What both runs have in common: the network, how it is trained, and on what.
 *
 * @fires symmetry-change With what a knob says.
 */
@customElement("symmetry-knobs")
export class SymmetryKnobs extends LitElement {
  static override styles = [controlStyles, segmentedStyles, runKnobsStyles, symmetryKnobsStyles];

  @property({ attribute: false }) config!: SymmetryConfig;
  /** What the machine offers; null until it is known. */
  @property({ attribute: false }) status: EngineStatus | null = null;

  #refused = new RefusedText(this);

  protected override render(): unknown {
    const { optimizer } = this.config;
    return html`${this.#layers()} ${this.#choice("activation")} ${this.#choice("data")} ${this.#choice("optimizer")}
      ${this.#number("learning-rate", "Learning rate", "η", RATE_SCALE)}
      ${optimizer === "momentum" ? this.#box("momentum", "Momentum μ") : nothing}
      <div class="seed">
        ${this.#number("seed", "Seed", "", null)}
        <button type="button" @click=${() => this.#take("seed", "", withText(this.config, "seed", String(newSeed())))}>
          New seed
        </button>
      </div>
      <details>
        <summary>More of the training</summary>
        <div>
          ${this.#choice("loss")} ${this.#choice("output-activation")} ${this.#box("batch-size", "Examples an update")}
          ${this.#number("samples", "Examples", "", SAMPLES_SCALE)} ${this.#box("noise", "Noise of the data")}
          ${this.#number("bias-stddev", "Noise of biases", "left", BIAS_SCALE)}
          ${this.#number(`${VERSUS}bias-stddev`, "Noise of biases", "right", BIAS_SCALE)} ${this.#choice("framework")}
          ${this.#engine()}
        </div>
      </details>`;
  }

  #layers(): unknown {
    const { layers } = this.config;
    return html`<div class="field">
      ${this.#box("layers", "Units a layer, inputs first", "text")}
      <div class="quick" role="group" aria-label="Networks">
        ${QUICK_LAYERS.map(
          (text) =>
            html`<button
              type="button"
              aria-pressed=${layers.join() === text ? "true" : "false"}
              @click=${() => this.#take("layers", "", withText(this.config, "layers", text))}
            >
              ${text.replaceAll(",", "-")}
            </button>`,
        )}
      </div>
    </div>`;
  }

  #choice(name: ChoiceName): unknown {
    const { label, options } = CHOICES[name];
    const chosen = symmetryField(name)!.text(this.config);
    return html`<div class="field">
      <label for=${name}>${label}</label>
      <select
        id=${name}
        .value=${live(chosen ?? "")}
        @change=${(event: Event) => this.#choose(name, (event.target as HTMLSelectElement).value)}
      >
        ${options(this.config).map(
          ([value, text]) => html`<option value=${value} .selected=${value === chosen}>${text}</option>`,
        )}
      </select>
      ${this.#error(name)}
    </div>`;
  }

  #choose(name: ChoiceName, value: string): void {
    const { config } = this;
    if (name === "loss") this.#take(name, value, withLoss(config, value as LossId));
    else if (name === "framework") this.#take(name, value, withFramework(config, value as Framework));
    else this.#take(name, value, withText(config, name, value));
  }

  #box(name: string, label: string, inputmode: "decimal" | "text" = "decimal"): unknown {
    const refused = this.#refused.of(name);
    return html`<field-box
      data-field=${name}
      .label=${label}
      .value=${refused?.text ?? symmetryField(name)!.text(this.config) ?? ""}
      .error=${refused?.error ?? ""}
      .inputmode=${inputmode}
      ?stacked=${inputmode === "text"}
      @field-input=${({ text }: FieldInputEvent) => this.#take(name, text, withText(this.config, name, text), false)}
    ></field-box>`;
  }

  #number(name: string, label: string, unit: string, scale: SliderScale | null): unknown {
    const field = symmetryField(name)!;
    return html`<number-knob
      data-field=${name}
      .label=${label}
      .unit=${unit}
      .field=${field}
      .value=${Number(field.text(this.config))}
      .scale=${scale}
      @number-input=${({ value, settled }: NumberInputEvent) =>
        this.#take(name, String(value), withText(this.config, name, String(value)), settled)}
    >
      ${this.#error(name)}
    </number-knob>`;
  }

  #engine(): unknown {
    return engineChoice(this.config.engine, this.status, (engine) =>
      this.#take("engine", engine, withText(this.config, "engine", engine)),
    );
  }

  /** Why the field of this name refused what was chosen. */
  #error(name: string): unknown {
    const refused = this.#refused.of(name);
    return refused === null ? nothing : html`<p class="error" role="alert">${refused.error}</p>`;
  }

  /** Hands a change on, or says by its field why not. */
  #take(name: string, text: string, change: Change, step = true): void {
    if ("error" in change) {
      this.#refused.keep({ name, text, error: change.error });
      return;
    }
    this.#refused.forget();
    this.dispatchEvent(new SymmetryChangeEvent(change.change, step));
  }
}
