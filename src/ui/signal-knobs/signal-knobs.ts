import { LitElement, html, nothing } from "lit";
import { customElement, property, queryAll } from "lit/decorators.js";
import { live } from "lit/directives/live.js";
import type { EngineStatus } from "../../experiments/lab.ts";
import { type EngineChoice, SIGNAL_FIELDS, type SignalConfig } from "../../experiments/signalConfig.ts";
import { optionsOf } from "../../experiments/initializers/initializerSupport.ts";
import { usesWeightVariance } from "../../experiments/weightSource.ts";
import { varianceChoices } from "../../experiments/varianceChoices.ts";
import { nonlinearityOf } from "../../model/nonlinearities.ts";
import { FRAMEWORKS, INITIALIZERS } from "../../model/initializer.ts";
import { NONLINEARITY_IDS } from "../../model/nonlinearity.ts";
import { controlStyles } from "../controls.styles.ts";
import { formatNumber, trimmed } from "../format.ts";
import { newSeed } from "../number-knob/newSeed.ts";
import "../number-knob/number-knob.ts";
import type { NumberInputEvent, NumberKnob } from "../number-knob/number-knob.ts";
import { type SliderScale, logScale } from "../number-knob/sliderScale.ts";
import { segmentedStyles } from "../segmented.styles.ts";
import { isSameConfig } from "../signal-lab/signalView.ts";
import { ViewChangeEvent } from "../signal-lab/viewChange.ts";
import { DEPTH_SCALE, EXAMPLES_SCALE, VARIANCE_FROM, VARIANCE_STEP, VARIANCE_TO, WIDTH_SCALE } from "./knobScales.ts";
import { signalKnobsStyles } from "./signal-knobs.styles.ts";

type NumberKey = { [K in keyof SignalConfig]: SignalConfig[K] extends number ? K : never }[keyof SignalConfig];
const FRAMEWORK_LABELS = {
  numpy: "NumPy, as the notebook",
  numpy_default_rng: "NumPy default_rng",
  tensorflow: "TensorFlow 2.9, Keras 2",
  keras3: "Keras 3",
  pytorch: "PyTorch",
  jax: "JAX",
};

type Choice = ReturnType<typeof varianceChoices>[number];

/**
 * The knobs of a SignalConfig.
 *
 * @fires view-change With a new configuration.
 * @fires gpu-retry When a person wants the GPU asked for again.
 */
@customElement("signal-knobs")
export class SignalKnobs extends LitElement {
  static override styles = [controlStyles, segmentedStyles, signalKnobsStyles];

  @property({ attribute: false }) config!: SignalConfig;
  /** Hides the named variances, which would give the challenge away. */
  @property({ type: Boolean }) secret = false;
  /** What the machine offers; null until it is known. */
  @property({ attribute: false }) status: EngineStatus | null = null;

  @queryAll("number-knob") private knobs!: NodeListOf<NumberKnob>;

  /** Forgets what was typed in error: the view was set from elsewhere. */
  reset(): void {
    for (const knob of this.knobs) knob.reset();
  }

  protected override render(): unknown {
    return html`${this.#number("depth", "Depth", DEPTH_SCALE, "layers")}
    ${this.#number("width", "Width", WIDTH_SCALE, "units a layer")} ${this.#variance()} ${this.#activation()}
    ${this.#number("samples", "Examples forward", EXAMPLES_SCALE)}
    ${this.#number("gradientSamples", "Examples back", EXAMPLES_SCALE)} ${this.#seed()}
    ${this.#choose("framework", "Random numbers of", FRAMEWORKS, FRAMEWORK_LABELS)} ${this.#initializer()}
    ${this.#engine()}`;
  }

  #number(
    key: NumberKey,
    label: string,
    scale: SliderScale | null,
    unit = "",
    marks: readonly number[] = [],
    below: unknown = nothing,
  ): unknown {
    return html`<number-knob
      data-field=${key}
      .label=${label}
      .unit=${unit}
      .field=${SIGNAL_FIELDS.find((field) => field.key === key)!}
      .value=${this.config[key]}
      .scale=${scale}
      .marks=${marks}
      @number-input=${(event: NumberInputEvent) => this.#change({ [key]: event.value }, event.settled)}
      >${below}</number-knob
    >`;
  }

  #variance(): unknown {
    if (!usesWeightVariance(this.config)) {
      return html`<p class="hint">
        The variance of the weights is set by the initializer, layer by layer. <em>normal</em> lets you turn it.
      </p>`;
    }
    const choices = varianceChoices(this.config);
    const values = choices.map(({ variance }) => variance);
    const scale = logScale(VARIANCE_FROM, VARIANCE_TO, VARIANCE_STEP, this.secret ? [] : values);
    const below = this.secret
      ? html`<p class="hint">The usual choices are hidden until the challenge is solved.</p>`
      : html`<ul class="choices" aria-label="Usual choices of the weight variance">
          ${choices.map((choice) => this.#choice(choice))}
        </ul>`;
    return this.#number("weightVariance", "Weight variance", scale, "", this.secret ? [] : values, below);
  }

  #choice({ labels, variance }: Choice): unknown {
    const value = trimmed(formatNumber(variance, 3));
    const names = labels
      .map((label) => (label.endsWith(value) ? label.slice(0, -value.length).trim() : label))
      .filter((name) => name !== "");
    return html`<li>
      <button
        type="button"
        aria-pressed=${this.config.weightVariance === variance ? "true" : "false"}
        @click=${() => this.#change({ weightVariance: variance }, true)}
      >
        <span>${names.join(", ") || "unit variance"}</span> <span>${value}</span>
      </button>
    </li>`;
  }

  #activation(): unknown {
    const labels = Object.fromEntries(NONLINEARITY_IDS.map((id) => [id, nonlinearityOf(id).label]));
    return this.#choose("activation", "Activation, the nonlinearity φ", NONLINEARITY_IDS, labels);
  }

  #initializer(): unknown {
    const { framework } = this.config;
    const offered = INITIALIZERS.filter((name) => optionsOf(framework, name) !== null);
    const ownDefault = framework.startsWith("numpy") ? "default: normal" : "default of its dense layer";
    return this.#choose("initializer", "Weights drawn by", offered, { default: ownDefault });
  }

  #choose(
    key: "activation" | "framework" | "initializer",
    label: string,
    values: readonly string[],
    labels: Readonly<Record<string, string>>,
  ): unknown {
    return html`<div class="field">
      <label for=${key}>${label}</label>
      <select
        id=${key}
        @change=${(event: Event) => this.#change({ [key]: (event.target as HTMLSelectElement).value }, true)}
      >
        ${values.map(
          (value) =>
            html`<option value=${value} .selected=${value === this.config[key]}>${labels[value] ?? value}</option>`,
        )}
      </select>
    </div>`;
  }

  #seed(): unknown {
    return html`<div class="seed">
      ${this.#number("seed", "Seed", null)}
      <button type="button" @click=${() => this.#change({ seed: newSeed() }, true)}>New seed</button>
    </div>`;
  }

  #engine(): unknown {
    const isMissing = this.status?.gpu === null;
    const inUse = isMissing && this.config.engine === "gpu" ? "auto" : this.config.engine;
    const option = (engine: EngineChoice, label: string): unknown =>
      html`<label
        ><input
          type="radio"
          name="engine"
          value=${engine}
          ?disabled=${engine === "gpu" && isMissing}
          aria-describedby=${engine === "gpu" && isMissing ? "no-gpu" : nothing}
          .checked=${live(inUse === engine)}
          @change=${() => this.#change({ engine }, true)}
        />${label}</label
      >`;
    return html`<fieldset>
      <legend>Engine</legend>
      <div class="segments engines">
        ${option("auto", "Fastest")}${option("gpu", "GPU")}${option("wasm", "CPU, float32")}${option("cpu", "CPU, float64")}
      </div>
      ${isMissing ? this.#noGpu() : nothing}
    </fieldset>`;
  }

  #noGpu(): unknown {
    return html`<p id="no-gpu">
      No GPU here: the CPU computes.
      <button type="button" class="quiet" @click=${() => this.dispatchEvent(new Event("gpu-retry"))}>Ask again</button>
    </p>`;
  }

  #change(change: Partial<SignalConfig>, step = false): void {
    const next = { ...this.config, ...change };
    // An initializer that the new framework lacks gives way to the framework's default.
    if (optionsOf(next.framework, next.initializer) === null) next.initializer = "default";
    // Settling on what is there already must not run it again.
    const config = isSameConfig(next, this.config) ? this.config : next;
    this.dispatchEvent(new ViewChangeEvent({ config }, step));
  }
}
