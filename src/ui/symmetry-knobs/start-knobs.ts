import { LitElement, css, html, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import { optionsOf } from "../../experiments/initializers/initializerSupport.ts";
import { symmetryField } from "../../experiments/training/symmetryFields.ts";
import { type SymmetryConfig, VERSUS } from "../../experiments/training/trainingConfig.ts";
import type { Side } from "../../experiments/training/trainingLab.ts";
import { INITIALIZERS } from "../../model/initializer.ts";
import { controlStyles } from "../controls.styles.ts";
import "../field-box/field-box.ts";
import type { FieldInputEvent } from "../field-box/field-box.ts";
import { unbrokenNumbers } from "../format.ts";
import "../number-knob/number-knob.ts";
import type { NumberInputEvent } from "../number-knob/number-knob.ts";
import { initializerTitle } from "../symmetry-lab/startNames.ts";
import { SymmetryChangeEvent } from "../symmetry-lab/symmetryEvents.ts";
import { type Change, takes, withInitializer, withText } from "./configChange.ts";
import { EPSILON_SCALE } from "./knobScales.ts";
import { RefusedText } from "./refusedText.ts";

/**
 * Where one of the two runs starts: what draws its weights, and how much noise is added to them.
 *
 * @fires symmetry-change With both starts.
 */
@customElement("start-knobs")
export class StartKnobs extends LitElement {
  static override styles = [
    controlStyles,
    css`
      :host {
        display: grid;
        gap: 0.6rem;
        align-content: start;
        min-width: 0;
      }
      .start {
        display: flex;
        flex-wrap: wrap;
        gap: 0.5rem 1rem;
        align-items: center;
      }
      .start select {
        flex: 1 1 8rem;
        width: auto;
        font-weight: 600;
      }
      label {
        font-weight: 500;
      }
      .effect {
        min-height: 1.3em;
        font-size: 0.85rem;
        line-height: 1.3;
        color: var(--ink-muted);
        font-variant-numeric: tabular-nums;
      }
    `,
  ];

  @property({ attribute: false }) config!: SymmetryConfig;
  @property({ type: Number }) side: Side = 0;
  /** What the noise has led to, in a sentence; "" where there is nothing to say. */
  @property() effect = "";

  #refused = new RefusedText(this);

  get #start(): SymmetryConfig["starts"][number] {
    return this.config.starts[this.side];
  }

  protected override render(): unknown {
    const { initializer, epsilon } = this.#start;
    const { framework } = this.config;
    const field = symmetryField(this.#full("epsilon"))!;
    return html`<div class="start">
        ${this.#initializer()} ${takes(framework, initializer, "value") ? this.#box("value", "Value", "0") : nothing}
        ${takes(framework, initializer, "stddev") ? this.#box("stddev", "Standard deviation", "its own") : nothing}
      </div>
      <number-knob
        data-field=${field.name}
        .label=${"Noise ε"}
        .unit=${"on every weight"}
        .field=${field}
        .value=${epsilon}
        .scale=${EPSILON_SCALE}
        @number-input=${({ value, settled }: NumberInputEvent) => this.#take("epsilon", String(value), settled)}
      >
        <p class="effect">${unbrokenNumbers(this.effect)}</p>
      </number-knob>`;
  }

  #initializer(): unknown {
    const { framework } = this.config;
    const offered = INITIALIZERS.filter((name) => optionsOf(framework, name) !== null);
    return html`<label for="initializer">Start</label>
      <select
        id="initializer"
        @change=${(event: Event) => this.#take("initializer", (event.target as HTMLSelectElement).value, true)}
      >
        ${offered.map(
          (name) =>
            html`<option value=${name} .selected=${name === this.#start.initializer}>
              ${initializerTitle(name, framework)}
            </option>`,
        )}
      </select>`;
  }

  #box(name: "value" | "stddev", label: string, placeholder: string): unknown {
    const refused = this.#refused.of(name);
    const value = this.#start[name];
    return html`<field-box
      data-field=${this.#full(name)}
      .label=${label}
      .value=${refused?.text ?? (value === undefined ? "" : String(value))}
      .placeholder=${placeholder}
      .error=${refused?.error ?? ""}
      .inputmode=${"decimal"}
      @field-input=${({ text }: FieldInputEvent) => this.#take(name, text, false)}
    ></field-box>`;
  }

  /** The name in the address: the right-hand start's stand behind "versus-". */
  #full(name: string): string {
    return this.side === 0 ? name : VERSUS + name;
  }

  /** Hands a change on, or says by its field why not; an empty box leaves a number to the initializer. */
  #take(name: string, text: string, step: boolean): void {
    const isEmpty = text.trim() === "" && (name === "value" || name === "stddev");
    const start = { ...this.#start, [name]: undefined };
    const starts = this.config.starts.with(this.side, start) as unknown as SymmetryConfig["starts"];
    const change = isEmpty ? { change: { starts } } : this.#changed(name, text);
    if ("error" in change) {
      this.#refused.keep({ name, text, error: change.error });
      return;
    }
    this.#refused.forget();
    this.dispatchEvent(new SymmetryChangeEvent(change.change, step));
  }

  #changed(name: string, text: string): Change {
    return name === "initializer"
      ? withInitializer(this.config, this.side, text)
      : withText(this.config, this.#full(name), text);
  }
}
