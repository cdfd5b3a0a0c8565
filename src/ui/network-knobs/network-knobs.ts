import { LitElement, html } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { EngineStatus } from "../../experiments/lab.ts";
import { THEORY_FIELDS, type TheoryConfig } from "../../experiments/theory/theoryConfig.ts";
import { nonlinearityOf } from "../../model/nonlinearities.ts";
import { NONLINEARITY_IDS, type NonlinearityId } from "../../model/nonlinearity.ts";
import { controlStyles } from "../controls.styles.ts";
import { newSeed } from "../number-knob/newSeed.ts";
import "../number-knob/number-knob.ts";
import type { NumberInputEvent, NumberKnob } from "../number-knob/number-knob.ts";
import { segmentedStyles } from "../segmented.styles.ts";
import { runKnobsStyles } from "./runKnobs.styles.ts";
import { TheoryChangeEvent } from "../theory-lab/theoryEvents.ts";
import { ANGLE_FIELD, correlationOf, degreesOf } from "./angle.ts";
import { engineChoice } from "./engineChoice.ts";
import { networkKnobsStyles } from "./network-knobs.styles.ts";
import { NETWORK_SCALES } from "./networkScales.ts";

type NumberKey = Exclude<keyof TheoryConfig, "activation" | "engine">;
/** A knob: a field of the configuration, or the correlation as an angle. */
export type NetworkKnob = keyof TheoryConfig | "angle";

const LABELS: Readonly<Record<NumberKey, readonly [label: string, unit: string]>> = {
  sigmaW2: ["σ_w² of weights", ""],
  sigmaB2: ["σ_b² of biases", ""],
  depth: ["Depth", "hidden layers"],
  width: ["Width", "units a layer"],
  networks: ["Networks", ""],
  seed: ["Seed", ""],
  correlation: ["Correlation", "its cosine"],
};

/**
 * The knobs of a TheoryConfig that a view wants, in its order.
 *
 * @fires theory-change With what a knob says.
 */
@customElement("network-knobs")
export class NetworkKnobs extends LitElement {
  static override styles = [controlStyles, segmentedStyles, runKnobsStyles, networkKnobsStyles];

  @property({ attribute: false }) config!: TheoryConfig;
  /** What the machine offers; null until it is known. */
  @property({ attribute: false }) status: EngineStatus | null = null;
  @property({ attribute: false }) knobs: readonly NetworkKnob[] = [];
  /** Numbers among them that say nothing now, and cannot be turned. */
  @property({ attribute: false }) idle: readonly NetworkKnob[] = [];

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener("popstate", this.#reset);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener("popstate", this.#reset);
  }

  /** A step through the history forgets what was typed in error. */
  #reset = (): void => {
    for (const knob of this.renderRoot.querySelectorAll<NumberKnob>("number-knob")) knob.reset();
  };

  protected override render(): unknown {
    return html`${this.knobs.map((knob) => this.#knob(knob))}<slot></slot>`;
  }

  #knob(knob: NetworkKnob): unknown {
    switch (knob) {
      case "activation":
        return this.#activation();
      case "engine":
        return engineChoice(this.config.engine, this.status, (engine) => this.#change({ engine }, true));
      case "angle":
        return this.#angle();
      case "seed":
        return html`<div class="seed">
          ${this.#number("seed")}
          <button type="button" @click=${() => this.#change({ seed: newSeed() }, true)}>New seed</button>
        </div>`;
      default:
        return this.#number(knob);
    }
  }

  #number(key: NumberKey): unknown {
    const [label, unit] = LABELS[key];
    return html`<number-knob
      data-field=${key}
      .label=${label}
      .unit=${unit}
      .field=${THEORY_FIELDS.find((field) => field.key === key)!}
      .value=${this.config[key]}
      .scale=${NETWORK_SCALES[key]}
      .disabled=${this.idle.includes(key)}
      @number-input=${(event: NumberInputEvent) => this.#change({ [key]: event.value }, event.settled)}
    ></number-knob>`;
  }

  #angle(): unknown {
    return html`<number-knob
      data-field="angle"
      .label=${"Angle"}
      .unit=${"of two inputs, °"}
      .field=${ANGLE_FIELD}
      .value=${degreesOf(this.config.correlation)}
      .scale=${NETWORK_SCALES.angle}
      @number-input=${(event: NumberInputEvent) => this.#onAngle(event)}
    ></number-knob>`;
  }

  /** Settling on an angle keeps the correlation that it was read from. */
  #onAngle({ value, settled }: NumberInputEvent): void {
    const kept = value === degreesOf(this.config.correlation);
    this.#change({ correlation: kept ? this.config.correlation : correlationOf(value) }, settled);
  }

  #activation(): unknown {
    return html`<div class="field">
      <label for="activation">Activation, the nonlinearity φ</label>
      <select
        id="activation"
        @change=${(event: Event) =>
          this.#change({ activation: (event.target as HTMLSelectElement).value as NonlinearityId }, true)}
      >
        ${NONLINEARITY_IDS.map(
          (id) =>
            html`<option value=${id} .selected=${id === this.config.activation}>${nonlinearityOf(id).label}</option>`,
        )}
      </select>
    </div>`;
  }

  #change(change: Partial<TheoryConfig>, step: boolean): void {
    this.dispatchEvent(new TheoryChangeEvent(change, step));
  }
}
