import { LitElement, html, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { challengeFeedback } from "../../experiments/challenge.ts";
import type { CheckReport, EngineStatus, Lab, PictureTheme } from "../../experiments/lab.ts";
import { ConfigError } from "../../experiments/fields.ts";
import type { PaintedOn, SignalReport } from "../../experiments/signalReport.ts";
import type { ChallengeCard } from "../challenge-card/challenge-card.ts";
import "../challenge-card/challenge-card.ts";
import type { CheckChangeEvent } from "../check-badge/check-badge.ts";
import "../check-badge/check-badge.ts";
import { controlStyles } from "../controls.styles.ts";
import "../cost-card/cost-card.ts";
import type { PointChooseEvent } from "../lab-chart/chartModel.ts";
import "../layer-histogram/layer-histogram.ts";
import "../machine-line/machine-line.ts";
import { statusChangeText } from "../machine-line/machineText.ts";
import "../notice-line/notice-line.ts";
import "../run-presets/run-presets.ts";
import "../run-progress/run-progress.ts";
import "../signal-charts/signal-charts.ts";
import "../signal-details/signal-details.ts";
import type { PictureCanvasesEvent } from "../signal-picture/pictureCanvases.ts";
import "../signal-picture/signal-picture.ts";
import "../signal-knobs/signal-knobs.ts";
import type { SignalKnobs } from "../signal-knobs/signal-knobs.ts";
import "../signal-verdict/signal-verdict.ts";
import { AddressBar } from "./addressBar.ts";
import { absenceText, outdatedText } from "./pictureText.ts";
import { signalLabStyles } from "./signal-lab.styles.ts";
import { SignalRun } from "./signalRun.ts";
import {
  AddressError,
  DEFAULT_VIEW,
  type SignalView,
  changedView,
  isSignalQuery,
  readView,
  unknownText,
} from "./signalView.ts";
import type { ViewChangeEvent } from "./viewChange.ts";

/** What a person should not miss; "" where there is nothing. */
interface Notice {
  readonly text: string;
  readonly tone: "bad" | "quiet";
}
const NO_NOTICE: Notice = { text: "", tone: "quiet" };

/** The Signal lab: turn depth, width and variance, and see whether signal and gradient explode, fade or hold. */
@customElement("signal-lab")
export class SignalLab extends LitElement {
  static override styles = [controlStyles, signalLabStyles];

  /** The machine behind the page; null until it is connected. */
  @property({ attribute: false }) lab: Lab | null = null;
  @property() theme: PictureTheme = "light";

  @state() private view: SignalView = DEFAULT_VIEW;
  @state() private status: EngineStatus | null = null;
  /** The canvas that shows the picture. */
  @state() private painted: PaintedOn = null;
  @state() private notice = NO_NOTICE;
  @state() private solved = false;
  /** How the report on screen compares with float64, once that is known. */
  @state() private check: CheckReport | null = null;
  @query("signal-knobs") private knobs!: SignalKnobs | null;
  @query("challenge-card") private challengeCard!: ChallengeCard;

  /** The picture's canvases, until the machine takes them. */
  #canvases: [gpu: OffscreenCanvas, plain: OffscreenCanvas] | null = null;
  #checked: SignalReport | null = null;
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
    if (report !== this.#checked) this.check = null;
    if (report !== this.#checked && report?.painted !== undefined) this.painted = report.painted;
    this.#checked = report;
    if (!this.view.challenge) this.solved = false;
    else if (report !== null && !this.#run.stale && challengeFeedback(report).solved) this.solved = true;
  }

  protected override updated(changed: Map<PropertyKey, unknown>): void {
    if (changed.has("lab") || changed.has("theme")) void this.#paint();
  }

  #onCanvases({ gpu, plain }: PictureCanvasesEvent): void {
    this.#canvases = [gpu, plain];
    void this.#paint();
  }

  /** Hands the canvases over, or has them painted in another theme. */
  async #paint(): Promise<void> {
    const { lab, theme } = this;
    if (lab === null) return;
    const canvases = this.#canvases;
    this.#canvases = null;
    this.painted = await (canvases === null ? lab.repaint(theme) : lab.showPicture(...canvases, theme));
  }

  /** Shows a change of the view, and mirrors it in the address. */
  #onViewChange(event: ViewChangeEvent): void {
    this.view = changedView(this.view, event.change);
    this.#address.show(this.view, event.step);
    if (event.change.challenge === true) void this.updateComplete.then(() => this.challengeCard.enter());
  }

  #onPopState = (): void => {
    this.#address.drop();
    if (!isSignalQuery(location.search)) return;
    this.#readAddress();
    this.knobs?.reset();
  };

  /** Takes the view from the address; a broken one leaves the last good view. */
  #readAddress(): void {
    try {
      this.view = readView(location.search);
      this.notice = { text: unknownText(location.search), tone: "bad" };
    } catch (error) {
      if (!(error instanceof ConfigError || error instanceof AddressError)) throw error;
      this.notice = { text: `The address is broken: ${error.message}`, tone: "bad" };
    }
  }

  /** Asks for the machine's status and listens to its changes. */
  async #follow(lab: Lab): Promise<void> {
    lab.onStatus((status) => this.#onStatus(status));
    this.status = await lab.status();
  }

  #onStatus(status: EngineStatus): void {
    const text = statusChangeText(this.status, status);
    if (text !== "") this.notice = { text, tone: status.gpu === null ? "bad" : "quiet" };
    this.status = status;
    const { report } = this.#run;
    if (report === null || status.gpu === null || report.engine.kind === "gpu") return;
    const wanted = { gpu: true, auto: !status.gpu.software, wasm: false, cpu: false }[report.config.engine];
    if (wanted) this.#run.again();
  }

  /** A person wants the GPU tried again. */
  async #askForGpu(): Promise<void> {
    if (this.lab !== null) this.#onStatus(await this.lab.status());
  }

  #layer(): number {
    return this.view.layer ?? this.view.config.depth;
  }

  protected override render(): unknown {
    const { view } = this;
    const run = this.#run;
    const { report } = run;
    const outdated = outdatedText(run, view.config);
    const { absence, reason } = absenceText(run);
    const isSecret = view.challenge && !this.solved;
    return html`${this.#notices()}
      <div class=${outdated === "" ? "page" : "page outdated"} @view-change=${this.#onViewChange}>
        <section class="picture" aria-label="What happens to the signal">
          <signal-verdict
            .report=${report}
            .absence=${absence}
            .reason=${reason}
            .outdated=${outdated}
          ></signal-verdict>
          <div class="runs">
            <run-presets .chosen=${view.run} .config=${view.config} .secret=${isSecret}></run-presets>
            <run-progress
              .running=${run.running}
              .stopped=${run.stopped}
              .progress=${run.progress}
              @stop=${() => run.stop()}
              @approve=${() => run.approve()}
            ></run-progress>
          </div>
          ${view.challenge ? this.#challenge() : nothing}
          <div class="seen">
            ${
              run.cost === null
                ? nothing
                : html`<cost-card .cost=${run.cost} @approve=${() => run.approve()}></cost-card>`
            }
            <signal-picture
              .report=${report}
              .shown=${this.painted}
              .layer=${this.#layer()}
              .theme=${this.theme}
              @picture-canvases=${this.#onCanvases}
            ></signal-picture>
            <signal-charts
              .report=${report}
              .running=${run.running}
              .float32=${view.float32}
              .layer=${this.#layer()}
              .theme=${this.theme}
              @point-choose=${this.#onPoint}
            ></signal-charts>
          </div>
          <div class="status">
            <check-badge
              .lab=${this.lab}
              .report=${report}
              .stale=${run.stale}
              @check-change=${(event: CheckChangeEvent) => (this.check = event.check)}
            ></check-badge>
            <machine-line .report=${report} .status=${this.status}></machine-line>
          </div>
        </section>
        <signal-knobs
          .config=${view.config}
          .secret=${isSecret}
          .status=${this.status}
          @gpu-retry=${this.#askForGpu}
        ></signal-knobs>
        <section class="more" aria-label="A closer look">
          <div class="closer">
            <layer-histogram
              .histogram=${report?.histogram ?? null}
              .activation=${report?.config.activation ?? view.config.activation}
              .layer=${this.#layer()}
              .depth=${view.config.depth}
              .theme=${this.theme}
            ></layer-histogram>
            ${view.challenge ? nothing : this.#challenge()}
          </div>
          <signal-details .lab=${this.lab} .report=${report} .check=${this.check} .run=${view.run}></signal-details>
        </section>
      </div>`;
  }

  /** Beside the picture's details until it is taken, above the picture from then on. */
  #challenge(): unknown {
    return html`<challenge-card
      .open=${this.view.challenge}
      .config=${this.view.config}
      .report=${this.#run.report}
      .solved=${this.solved}
    ></challenge-card>`;
  }

  #notices(): unknown {
    // Without a picture the failure stands in its place.
    const failure = this.#run.report === null ? "" : this.#run.failure;
    const { text, tone } = this.notice;
    const line = (notice: Notice, dismiss: () => void): unknown =>
      html`<notice-line .tone=${notice.tone} .text=${notice.text} @dismiss=${dismiss}></notice-line>`;
    return html`${text === "" ? nothing : line({ text, tone }, () => (this.notice = NO_NOTICE))}
    ${failure === "" ? nothing : line({ text: failure, tone: "bad" }, () => this.#run.dismiss())}`;
  }

  #onPoint(event: PointChooseEvent): void {
    this.view = changedView(this.view, { layer: event.x });
    this.#address.show(this.view, true);
  }
}
