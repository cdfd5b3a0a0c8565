import { LitElement, html, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { challengeFeedback } from "../../experiments/challenge.ts";
import type { EngineStatus, Lab } from "../../experiments/lab.ts";
import { ConfigError } from "../../experiments/signalConfig.ts";
import { verdict } from "../../experiments/verdict.ts";
import "../challenge-card/challenge-card.ts";
import "../check-badge/check-badge.ts";
import { controlStyles } from "../controls.styles.ts";
import type { PointChooseEvent } from "../lab-chart/chartModel.ts";
import "../layer-histogram/layer-histogram.ts";
import "../notice-line/notice-line.ts";
import "../run-presets/run-presets.ts";
import "../signal-charts/signal-charts.ts";
import "../signal-details/signal-details.ts";
import "../signal-knobs/signal-knobs.ts";
import type { SignalKnobs } from "../signal-knobs/signal-knobs.ts";
import { AddressBar } from "./addressBar.ts";
import { signalLabStyles } from "./signal-lab.styles.ts";
import { SignalRun } from "./signalRun.ts";
import { DEFAULT_VIEW, type SignalView, changedView, readView, unknownNames } from "./signalView.ts";
import { costText, machineText } from "./statusText.ts";
import type { ViewChangeEvent } from "./viewChange.ts";

/** The Signal lab: turn depth, width and variance, and see whether signal and gradient explode, fade or hold. */
@customElement("signal-lab")
export class SignalLab extends LitElement {
  static override styles = [controlStyles, signalLabStyles];

  /** The machine behind the page; null until it is connected. */
  @property({ attribute: false }) lab: Lab | null = null;
  @property() theme = "light";

  @state() private view: SignalView = DEFAULT_VIEW;
  @state() private status: EngineStatus | null = null;
  @state() private notice = "";
  @state() private solved = false;
  @query("signal-knobs") private knobs!: SignalKnobs | null;

  #address = new AddressBar();
  #run = new SignalRun(this, () => ({ lab: this.lab, config: this.view.config, layer: this.#layer() }));

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener("popstate", this.#onPopState);
    this.#readAddress();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener("popstate", this.#onPopState);
    this.#address.drop();
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has("lab") && this.lab !== null) void this.#follow(this.lab);
    const { report } = this.#run;
    if (!this.view.challenge) this.solved = false;
    else if (report !== null && !this.#run.stale && challengeFeedback(report).solved) this.solved = true;
  }

  /** Shows a change of the view, and mirrors it in the address. */
  #onViewChange(event: ViewChangeEvent): void {
    this.view = changedView(this.view, event.change);
    this.#address.show(this.view, event.step);
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
      const unknown = unknownNames(location.search);
      this.notice = unknown.length === 0 ? "" : `The address names ${unknown.join(", ")}, which this page does not know.`;
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      this.notice = `The address is broken: ${error.message}`;
    }
  }

  /** Asks for the machine's status and listens to its changes. */
  async #follow(lab: Lab): Promise<void> {
    lab.onStatus((status) => {
      const lost = this.status?.gpu != null && status.gpu === null;
      const regained = this.status !== null && this.status.gpu === null && status.gpu !== null;
      this.status = status;
      if (lost) this.notice = `${status.reason ?? "The GPU was lost."} The CPU computes until it is back.`;
      if (regained) this.notice = `The GPU is back: ${status.gpu!.adapter}.`;
      const { report } = this.#run;
      if (status.gpu !== null && report?.config.engine === "gpu" && report.engine.kind === "cpu") this.#run.again();
    });
    this.status = await lab.status();
  }

  #layer(): number {
    return this.view.layer ?? this.view.config.depth;
  }

  protected override render(): unknown {
    const { report } = this.#run;
    const { view } = this;
    return html`${this.#notices()}
      <div class="page" @view-change=${this.#onViewChange}>
        <section class="picture" aria-label="What happens to the signal">
          ${this.#verdict()}
          <div class="charts">
            <signal-charts
              .report=${report}
              .float32=${view.float32}
              .layer=${this.#layer()}
              .theme=${this.theme}
              @point-choose=${this.#onPoint}
            ></signal-charts>
            ${this.#ask()}
          </div>
          <div class="status">
            <check-badge .lab=${this.lab} .report=${report} .stale=${this.#run.stale}></check-badge>
            <div class="machine">${this.#machine()}</div>
          </div>
        </section>
        <signal-knobs .config=${view.config} .secret=${view.challenge && !this.solved}></signal-knobs>
        <section class="more" aria-label="A closer look">
          <run-presets .chosen=${view.run} .engine=${view.config.engine}></run-presets>
          <div class="closer">
            <layer-histogram
              .histogram=${report?.histogram ?? null}
              .layer=${this.#layer()}
              .depth=${view.config.depth}
              .theme=${this.theme}
            ></layer-histogram>
            <challenge-card
              .open=${view.challenge}
              .config=${view.config}
              .report=${report}
              .solved=${this.solved}
            ></challenge-card>
          </div>
          <signal-details .lab=${this.lab} .report=${report} .run=${view.run}></signal-details>
        </section>
      </div>`;
  }

  /** What happens, the most important first. */
  #verdict(): unknown {
    const { report } = this.#run;
    if (report === null) {
      const text = this.#run.cost === null ? "Computing …" : "A large network: it waits for your word.";
      return html`<div class="verdict"><h1 class="muted">${text}</h1></div>`;
    }
    const { headline, signal, gradient } = verdict(report);
    const rest = [signal, gradient].filter((sentence) => sentence !== headline);
    return html`<div class=${this.#run.cost === null ? "verdict" : "verdict waiting"} aria-live="polite">
      <h1>${headline}</h1>
      <p>${rest.join(" ")}</p>
    </div>`;
  }

  #notices(): unknown {
    const { failure } = this.#run;
    return html`${this.notice === ""
      ? nothing
      : html`<notice-line .tone=${"bad"} .text=${this.notice} @dismiss=${() => (this.notice = "")}></notice-line>`}
    ${failure === "" ? nothing : html`<notice-line .tone=${"bad"} .text=${failure}></notice-line>`}`;
  }

  #ask(): unknown {
    const { cost } = this.#run;
    if (cost === null) return nothing;
    return html`<div class="ask">
      <div role="group" aria-label="A long run">
        <p>${costText(cost)}</p>
        <button type="button" class="primary" @click=${() => this.#run.approve()}>Run it</button>
      </div>
    </div>`;
  }

  #machine(): unknown {
    const { report, running, progress } = this.#run;
    const name = report === null ? "" : machineText(report, this.status);
    if (!running) return html`<p>${name}</p>`;
    return html`<p>${name}</p>
      <p class="running">
        <progress aria-label="Computing" max="1" .value=${progress}></progress>
        ${Math.round(progress * 100)} %
        <button type="button" @click=${() => this.#run.stop()}>Stop</button>
      </p>`;
  }

  #onPoint(event: PointChooseEvent): void {
    this.view = changedView(this.view, { layer: event.x });
    this.#address.show(this.view, false);
  }
}
