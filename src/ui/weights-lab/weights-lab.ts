import { LitElement, html, nothing } from "lit";
import { customElement, property, query, queryAll, state } from "lit/decorators.js";
import type { Lab } from "../../experiments/lab.ts";
import { ConfigError } from "../../experiments/fields.ts";
import type { WeightsReport } from "../../experiments/weights/weights.ts";
import { LimitError } from "../../model/limitError.ts";
import { controlStyles } from "../controls.styles.ts";
import { QueryBar } from "../lab-app/queryBar.ts";
import "../notice-line/notice-line.ts";
import "../weight-data/weight-data.ts";
import "../weight-distribution/weight-distribution.ts";
import "../weight-layout/weight-layout.ts";
import "../weight-matrices/weight-matrices.ts";
import "../weight-network/weight-network.ts";
import "../weight-recipe/weight-recipe.ts";
import "../weights-knobs/weights-knobs.ts";
import type { WeightsKnobs } from "../weights-knobs/weights-knobs.ts";
import "../weights-presets/weights-presets.ts";
import "../weights-take/weights-take.ts";
import { SteadyHeight } from "./steadyHeight.ts";
import { FIRST_POINT, type WeightPoint, hasPoint } from "./weightPoint.ts";
import { weightsLabStyles } from "./weights-lab.styles.ts";
import type { WeightHoverEvent, WeightsChangeEvent } from "./weightsEvents.ts";
import { WeightsRun } from "./weightsRun.ts";
import { weightsVerdict } from "./weightsVerdict.ts";
import { DEFAULT_VIEW, type WeightsView, changedView, readView, unknownText, viewQuery } from "./weightsView.ts";

/** The Weights lab: the numbers that a network starts with, and the way each took from the seed. */
@customElement("weights-lab")
export class WeightsLab extends LitElement {
  static override styles = [controlStyles, weightsLabStyles];

  /** The machine behind the page; null until it is connected. */
  @property({ attribute: false }) lab: Lab | null = null;

  @state() private view: WeightsView = DEFAULT_VIEW;
  /** The number under the mouse. */
  @state() private hovered: WeightPoint | null = null;
  /** What is wrong with the address; "" where nothing is. */
  @state() private notice = "";
  @query("weights-knobs") private knobs!: WeightsKnobs | null;

  @queryAll(".picture .two") private rows!: NodeListOf<HTMLElement>;

  #steady = new SteadyHeight();
  #shown: WeightsReport | null = null;
  #address = new QueryBar();
  #run = new WeightsRun(this, () => ({ lab: this.lab, config: this.view.config }));

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener("popstate", this.#onPopState);
    this.#readAddress();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener("popstate", this.#onPopState);
    this.#address.drop();
    this.#steady.disconnect();
  }

  protected override updated(): void {
    const { report } = this.#run;
    if (report === this.#shown) return;
    this.#shown = report;
    this.#steady.reset();
    this.#steady.observe(this.rows);
  }

  #onPopState = (): void => {
    this.#address.drop();
    this.#readAddress();
    this.knobs?.reset();
  };

  /** Takes the view from the address; a broken one leaves the last good view. */
  #readAddress(): void {
    try {
      this.view = readView(location.search);
      this.notice = unknownText(location.search);
    } catch (error) {
      if (!(error instanceof ConfigError || error instanceof LimitError)) throw error;
      this.notice = `The address is broken: ${error.message}`;
    }
  }

  /** Shows a change of the view, and mirrors it in the address. */
  #onChange(event: WeightsChangeEvent): void {
    this.view = changedView(this.view, event.change);
    this.hovered = null;
    this.#address.show(viewQuery(this.view), event.step);
  }

  /** The number whose making is told: the one under the mouse, else the chosen one, of the network on show. */
  #pointed({ config }: WeightsReport): WeightPoint {
    return [this.hovered, this.view.point].find((point) => point !== null && hasPoint(config, point)) ?? FIRST_POINT;
  }

  protected override render(): unknown {
    const { report } = this.#run;
    return html`${this.#notices()}
      <div
        class="page"
        @weights-change=${this.#onChange}
        @weight-hover=${(event: WeightHoverEvent) => (this.hovered = event.point)}
      >
        <section class="picture" aria-label="The numbers and where they come from">
          ${this.#verdict(report)} ${this.#run.running ? this.#progress() : nothing}
          ${report === null ? nothing : this.#picture(report)}
        </section>
        <weights-knobs .config=${this.view.config}></weights-knobs>
        <section class="more" aria-label="A closer look">
          <weights-presets .config=${this.view.config}></weights-presets>
          ${report === null ? nothing : this.#closer(report)}
        </section>
      </div>`;
  }

  #verdict(report: WeightsReport | null): unknown {
    if (report === null) return html`<h1 class="muted">Drawing …</h1>`;
    const { headline, rest } = weightsVerdict(report);
    return html`<div class="verdict" aria-live="polite">
      <h1>${headline}</h1>
      <p>${rest}</p>
    </div>`;
  }

  #picture(report: WeightsReport): unknown {
    const pointed = this.#pointed(report);
    return html`<div class="two">
        <weight-matrices
          .report=${report}
          .chosen=${hasPoint(report.config, this.view.point) ? this.view.point : FIRST_POINT}
          .pointed=${pointed}
          .digits=${this.view.digits}
        ></weight-matrices>
        <weight-recipe .report=${report} .pointed=${pointed}></weight-recipe>
      </div>
      <div class="two">
        <weight-network .report=${report} .pointed=${pointed}></weight-network>
        <weight-distribution .report=${report} .pointed=${pointed}></weight-distribution>
      </div>`;
  }

  #closer(report: WeightsReport): unknown {
    return html`<div class="two">
        <weight-layout .report=${report} .pointed=${this.#pointed(report)}></weight-layout>
        <weight-data .lab=${this.lab} .report=${report} .data=${this.view.data}></weight-data>
      </div>
      <weights-take .report=${report}></weights-take>`;
  }

  #progress(): unknown {
    return html`<p class="running">
      <progress aria-label="Drawing" max="1" .value=${this.#run.progress}></progress>
      ${Math.round(this.#run.progress * 100)} %
      <button type="button" @click=${() => this.#run.stop()}>Stop</button>
    </p>`;
  }

  #notices(): unknown {
    const { failure, stopped } = this.#run;
    const line = (text: string, dismiss: () => void): unknown =>
      text === ""
        ? nothing
        : html`<notice-line .tone=${stopped ? "quiet" : "bad"} .text=${text} @dismiss=${dismiss}></notice-line>`;
    return html`${line(this.notice, () => (this.notice = ""))} ${line(failure, () => this.#run.dismiss())}
    ${stopped ? line("Stopped. What you see is the draw before; any knob draws again.", () => this.#run.dismiss()) : nothing}`;
  }
}
