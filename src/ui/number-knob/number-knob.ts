import { LitElement, html, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { live } from "lit/directives/live.js";
import { styleMap } from "lit/directives/style-map.js";
import type { FieldSpec } from "../../experiments/fields.ts";
import { controlStyles } from "../controls.styles.ts";
import { formatNumber, plainNumber, trimmed } from "../format.ts";
import { mathText } from "../mathText.ts";
import { numberKnobStyles } from "./number-knob.styles.ts";
import { readBox } from "./readBox.ts";
import type { SliderScale } from "./sliderScale.ts";

/** A person on the way to 0.05 passes 0: what is not allowed is told when the typing rests. */
const REST_MS = 400;

/** A number that the field allows. */
export class NumberInputEvent extends Event {
  static readonly type = "number-input";
  constructor(
    readonly value: number,
    /** True where a person has settled on it: the slider was let go, or the typing has ended. */
    readonly settled: boolean,
  ) {
    super(NumberInputEvent.type);
  }
}

declare global {
  interface HTMLElementEventMap {
    "number-input": NumberInputEvent;
  }
}

/**
 * One number of the configuration: a slider and a box for typing, kept in step. What the field
 * does not allow stays in the box, under a sentence that says why, and goes no further.
 *
 * @fires number-input With every allowed value, while the slider moves and while a person types, and when they settle.
 */
@customElement("number-knob")
export class NumberKnob extends LitElement {
  static override styles = [controlStyles, numberKnobStyles];

  /** The name that people read. */
  @property() label = "";
  /** What the number counts, in small print beside the name. */
  @property() unit = "";
  /** What is allowed, and the name in the sentence. */
  @property({ attribute: false }) field!: FieldSpec;
  @property({ type: Number }) value = 0;
  /** The slider's positions; null for a box alone. */
  @property({ attribute: false }) scale: SliderScale | null = null;
  /** Values marked under the slider. */
  @property({ attribute: false }) marks: readonly number[] = [];

  /** True while the number says nothing, and cannot be changed. */
  @property({ type: Boolean, reflect: true }) disabled = false;

  @state() private typed: string | null = null;
  @state() private error = "";
  /** A value that the slider's own steps leave out, and that it shall be able to return to. */
  @state() private loaded: number | null = null;
  /** Sent, and not yet settled on. */
  #moving = false;
  #keyDown = false;
  #rest: ReturnType<typeof setTimeout> | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#rest);
  }

  /** Forgets what was typed in error. */
  reset(): void {
    clearTimeout(this.#rest);
    this.typed = null;
    this.error = "";
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has("value") && Number(this.typed) !== this.value) this.reset();
    if (this.#steps !== null && !isOn(this.#steps, this.value)) this.loaded = this.value;
  }

  /** The slider's positions, the loaded value among them. */
  get #steps(): SliderScale | null {
    return this.loaded === null ? this.scale : (this.scale?.including(this.loaded) ?? null);
  }

  protected override render(): unknown {
    return html`<div class="head">
        <label for="box">${mathText(this.label)} <small>${this.unit}</small></label>
        <input
          id="box"
          type="number"
          inputmode="decimal"
          step=${this.#boxStep()}
          ?disabled=${this.disabled}
          .value=${live(this.typed ?? plainNumber(this.value))}
          aria-invalid=${this.error === "" ? "false" : "true"}
          aria-describedby="error"
          @input=${this.#onType}
          @change=${this.#settle}
          @blur=${this.#onLeave}
        />
      </div>
      ${this.#steps === null ? nothing : this.#slider(this.#steps)}
      <p id="error" class="error" role="alert">${this.error}</p>
      <slot></slot>`;
  }

  #slider(scale: SliderScale): unknown {
    const share = (value: number): string =>
      `${(100 * (scale.positionOf(value) - scale.min)) / (scale.max - scale.min)}%`;
    return html`<div class="track">
      <input
        type="range"
        ?disabled=${this.disabled}
        aria-label=${`${this.label}, slider`}
        aria-valuetext=${trimmed(formatNumber(this.value, 6))}
        min=${scale.min}
        max=${scale.max}
        step=${scale.step}
        style=${styleMap({ "--filled": share(this.value) })}
        .value=${live(String(scale.positionOf(this.value)))}
        @input=${this.#onSlide}
        @change=${this.#onRelease}
        @keydown=${() => (this.#keyDown = true)}
        @keyup=${this.#onKeyUp}
        @blur=${this.#onKeyUp}
      />
      <div class="marks" aria-hidden="true">
        ${this.marks.map((mark) => html`<i style=${styleMap({ left: share(mark) })}></i>`)}
      </div>
    </div>`;
  }

  /** Whole fields step by one, others by a tenth of their own power of ten. */
  #boxStep(): number {
    if (this.field.parse("0.5") === null && this.field.parse("1.5") === null) return 1;
    return 10 ** (Math.floor(Math.log10(this.value)) - 1);
  }

  #onSlide(event: Event): void {
    this.reset();
    this.#send(this.#steps!.valueAt(Number((event.target as HTMLInputElement).value)));
  }

  /** A held key moves many times and settles once, when it is let go. */
  #onRelease(): void {
    if (!this.#keyDown) this.#settle();
  }

  #onKeyUp(): void {
    this.#keyDown = false;
    this.#settle();
  }

  #onType(event: Event): void {
    const box = event.target as HTMLInputElement;
    this.typed = box.value;
    clearTimeout(this.#rest);
    const found = this.#read(box);
    if (typeof found === "number") {
      this.error = "";
      this.#send(found);
    } else if (this.error === "") {
      this.#rest = setTimeout(() => (this.error = found), REST_MS);
    } else {
      this.error = found;
    }
  }

  #onLeave(event: Event): void {
    clearTimeout(this.#rest);
    const found = this.#read(event.target as HTMLInputElement);
    if (typeof found === "number") this.typed = null;
    else this.error = found;
    this.#settle();
  }

  /** The number in the box, or the sentence that says why it is none. */
  #read(box: HTMLInputElement): number | string {
    return readBox(box, this.field, this.label);
  }

  #send(value: number): void {
    this.#moving = true;
    this.dispatchEvent(new NumberInputEvent(value, false));
  }

  #settle(): void {
    if (!this.#moving) return;
    this.#moving = false;
    this.dispatchEvent(new NumberInputEvent(this.value, true));
  }
}

/** Whether the slider can rest on a value exactly; those beyond its ends are the box's alone. */
function isOn(scale: SliderScale, value: number): boolean {
  const { min, max, step } = scale;
  const position = scale.positionOf(value);
  if (position <= min || position >= max) return true;
  return scale.valueAt(min + Math.round((position - min) / step) * step) === value;
}
