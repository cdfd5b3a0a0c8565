import { LitElement, html, nothing, svg } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { challengeFeedback } from "../../experiments/challenge.ts";
import { DEFAULT_SIGNAL_CONFIG, type SignalConfig, signalField } from "../../experiments/signalConfig.ts";
import type { SignalReport } from "../../experiments/signalReport.ts";
import { controlStyles } from "../controls.styles.ts";
import { formulaStyles } from "../formula.styles.ts";
import { questionCardStyles } from "../questionCard.styles.ts";
import { plainNumber } from "../format.ts";
import { readBox } from "../number-knob/readBox.ts";
import { ViewChangeEvent } from "../signal-lab/viewChange.ts";
import { challengeCardStyles } from "./challenge-card.styles.ts";

const CHECK = svg`<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M4 12.5l5 5 11-11" /></svg>`;
const SEARCH = svg`<svg viewBox="0 0 24 24" aria-hidden="true"><circle cx="10.5" cy="10.5" r="6.5" /><path d="M15.5 15.5L21 21" /></svg>`;

/**
 * The notebook's exercise: predict the variance at which nothing explodes or vanishes, try it, learn why.
 *
 * @fires view-change When it opens, closes, or a prediction is tried.
 */
@customElement("challenge-card")
export class ChallengeCard extends LitElement {
  static override styles = [controlStyles, formulaStyles, questionCardStyles, challengeCardStyles];

  @property({ type: Boolean }) open = false;
  @property({ attribute: false }) config!: SignalConfig;
  /** The latest numbers, or null before there are any. */
  @property({ attribute: false }) report: SignalReport | null = null;
  /** True once a variance was found. */
  @property({ type: Boolean }) solved = false;

  @state() private error = "";
  @query("input") private prediction!: HTMLInputElement;

  /** Brings the task into sight, ready for a prediction. */
  async enter(): Promise<void> {
    await this.updateComplete;
    this.scrollIntoView({ block: "nearest" });
    this.prediction.focus({ preventScroll: true });
  }

  protected override render(): unknown {
    return html`<h2>The notebook’s exercise</h2>
      ${this.open ? this.#task() : this.#invitation()}`;
  }

  #invitation(): unknown {
    return html`<p>
        Fifty layers of eighty units explode at variance 1. At which variance do the signal and its gradient neither
        explode nor vanish? Predict it, then see.
      </p>
      <div><button type="button" class="primary" @click=${this.#begin}>Take the challenge</button></div>`;
  }

  #task(): unknown {
    return html`<p>
        Find the weight variance at which neither the signal nor its gradient explodes or vanishes over
        ${this.config.depth} layers of ${this.config.width} units.
      </p>
      <form novalidate @submit=${this.#try}>
        <label
          >Your prediction
          <input
            name="prediction"
            type="number"
            inputmode="decimal"
            step="any"
            aria-invalid=${this.error === "" ? "false" : "true"}
            aria-describedby="error"
          />
        </label>
        <button class="primary">Try it</button>
        <button type="button" class="quiet" @click=${this.#close}>Close</button>
      </form>
      <p id="error" class="error" role="alert">${this.error}</p>
      ${this.report === null ? nothing : this.#feedback(this.report)}`;
  }

  #feedback(report: SignalReport): unknown {
    const { solved, sentence, reason } = challengeFeedback(report);
    const why = html`<p>${reason}</p>
      ${this.#formula()}`;
    return html`<p class=${solved ? "feedback solved" : "feedback"} role="status">
        ${solved ? CHECK : SEARCH}<span>${sentence}</span>
      </p>
      ${
        this.solved
          ? why
          : html`<details>
              <summary>Give up, and read the reason</summary>
              ${why}
            </details>`
      }`;
  }

  /** Var(w) = 2 / fanIn, with this network's width. */
  #formula(): unknown {
    const { width } = this.config;
    return html`<math display="block">
      <mi class="name">Var</mi><mo>(</mo><mi>w</mi><mo>)</mo><mo>=</mo>
      <mfrac><mn>2</mn><mi class="name">fanIn</mi></mfrac>
      <mo>=</mo>
      <mfrac><mn>2</mn><mn>${width}</mn></mfrac>
      <mo>=</mo><mn>${plainNumber(Number((2 / width).toPrecision(3)))}</mn>
    </math>`;
  }

  #begin(): void {
    const config = { ...DEFAULT_SIGNAL_CONFIG, engine: this.config.engine };
    this.dispatchEvent(new ViewChangeEvent({ challenge: true, config }, true));
  }

  #close(): void {
    this.dispatchEvent(new ViewChangeEvent({ challenge: false }, true));
  }

  #try(event: SubmitEvent): void {
    event.preventDefault();
    const found = readBox(this.prediction, signalField("weight-variance")!, "Your prediction");
    this.error = typeof found === "string" ? found : "";
    if (typeof found === "string") return;
    this.dispatchEvent(new ViewChangeEvent({ config: { ...this.config, weightVariance: found } }, true));
  }
}
