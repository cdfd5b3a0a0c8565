import { LitElement, html } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { live } from "lit/directives/live.js";
import type { EngineStatus, PictureTheme } from "../../experiments/lab.ts";
import type { TheoryConfig } from "../../experiments/theory/theoryConfig.ts";
import type { TheoryLab } from "../../experiments/theory/theoryLab.ts";
import { DIAGRAM_QUANTITIES, type DiagramQuantity } from "../../model/diagram.ts";
import { nonlinearityOf } from "../../model/nonlinearities.ts";
import { controlStyles } from "../controls.styles.ts";
import "../machine-line/machine-line.ts";
import "../network-knobs/network-knobs.ts";
import type { NetworkKnob } from "../network-knobs/network-knobs.ts";
import "../notice-line/notice-line.ts";
import "../run-progress/run-progress.ts";
import { segmentedStyles } from "../segmented.styles.ts";
import type { DiagramCanvasesEvent, PlaneHoverEvent } from "../theory-diagram/diagramCanvases.ts";
import "../theory-diagram/theory-diagram.ts";
import { type PlanePoint, type PlaneWindow, defaultWindow, isSameWindow } from "../theory-lab/plane.ts";
import { TheoryViewEvent } from "../theory-lab/theoryEvents.ts";
import "../theory-profile/theory-profile.ts";
import "../theory-verdict/theory-verdict.ts";
import "../theory-view/config-presets.ts";
import { absentVerdict, outdatedText } from "../theory-view/runText.ts";
import { theoryViewStyles } from "../theory-view/theoryView.styles.ts";
import "../theory-why/theory-why.ts";
import "./diagram-legend.ts";
import { MapRuns } from "./mapRuns.ts";
import { isFieldOf, isPictureOf, readingOnShow } from "./mapShown.ts";
import { jumpText, paintedText, placeText, summaryOf } from "./mapText.ts";
import { mapVerdict } from "./mapVerdict.ts";
import { PRESETS } from "./presets.ts";
import { QUANTITIES } from "./quantities.ts";
import { theoryMapStyles } from "./theory-map.styles.ts";
import "./theory-readout.ts";

const KNOBS: readonly NetworkKnob[] = [
  "activation",
  "sigmaW2",
  "sigmaB2",
  "depth",
  "width",
  "correlation",
  "seed",
  "engine",
];

/** The map of the plane of variances, with theory's numbers at a point and real networks measured there. */
@customElement("theory-map")
export class TheoryMap extends LitElement {
  static override styles = [controlStyles, segmentedStyles, theoryViewStyles, theoryMapStyles];

  /** The machine behind the page; null until it is connected. */
  @property({ attribute: false }) lab: TheoryLab | null = null;
  @property({ attribute: false }) config!: TheoryConfig;
  /** What the machine offers; null until it is known. */
  @property({ attribute: false }) status: EngineStatus | null = null;
  @property() theme: PictureTheme = "light";
  /** The part of the plane on show. */
  @property({ attribute: false }) window!: PlaneWindow;
  /** What the colours show. */
  @property() quantity: DiagramQuantity = "chi1";

  /** The place under the mouse. */
  @state() hovered: PlanePoint | null = null;
  /** True once the machine has taken the canvases. */
  @state() canPaint = false;
  #canvases: [gpu: OffscreenCanvas, plain: OffscreenCanvas] | null = null;

  #runs = new MapRuns(this, () => this);

  protected override updated(changed: Map<PropertyKey, unknown>): void {
    if (changed.has("lab")) void this.#handOver();
  }

  #onCanvases({ gpu, plain }: DiagramCanvasesEvent): void {
    this.#canvases = [gpu, plain];
    void this.#handOver();
  }

  /** Gives the machine the canvases, once both are there. */
  async #handOver(): Promise<void> {
    const canvases = this.#canvases;
    if (this.lab === null || canvases === null) return;
    this.#canvases = null;
    // What fails here fails the drawing as well, which says it.
    await this.lab.showDiagram(...canvases).catch(() => undefined);
    this.canPaint = true;
  }

  protected override render(): unknown {
    const { config } = this;
    return html`${this.#notices()}
      <div class="page">
        <section class="picture" aria-label="The map and what is measured at its point">
          ${this.#verdict()}
          <config-presets .presets=${PRESETS} .config=${config}></config-presets>
          <div class="seen">${this.#map()} ${this.#measured()}</div>
        </section>
        <network-knobs class="knobs" .config=${config} .status=${this.status} .knobs=${KNOBS}></network-knobs>
        <section class="more" aria-label="A closer look">
          <details>
            <summary>Why signals die or turn chaotic</summary>
            <theory-why></theory-why>
          </details>
        </section>
      </div>`;
  }

  #verdict(): unknown {
    const { field } = this.#runs;
    const { report } = field;
    const { headline, rest } = report === null ? absentVerdict(field) : mapVerdict(this.config, report.field);
    const isOutdated = report !== null && !isFieldOf(report, this.config);
    // A point that is dragged is followed too closely to say so at every step.
    const follows = field.running && report?.activation === this.config.activation;
    return html`<theory-verdict
      .headline=${headline}
      .rest=${isOutdated && !follows ? outdatedText(field, placeText(report)) : rest}
      ?waiting=${report === null || isOutdated}
    ></theory-verdict>`;
  }

  #map(): unknown {
    const { config, window, quantity } = this;
    const home = defaultWindow(config.activation);
    const { drawing, field, reading } = this.#runs;
    const shown = drawing.report;
    const isOutdated = shown !== null && (drawing.failure !== "" || !isPictureOf(shown, this));
    const lines = this.#runs.lines.report;
    return html`<figure class=${isOutdated ? "map outdated" : "map"}>
      <div class="head">
        <div>
          <h2>Phase diagram of ${nonlinearityOf(config.activation).label}</h2>
          <p class="shows muted">${QUANTITIES[quantity].symbol}, ${QUANTITIES[quantity].meaning}</p>
        </div>
        ${this.#quantities()}
      </div>
      <theory-diagram
        .window=${window}
        .home=${isSameWindow(home, window) ? null : home}
        .point=${config}
        .shown=${shown}
        ?outdated=${isOutdated}
        .lines=${lines?.activation === config.activation ? lines.lines : []}
        .summary=${summaryOf(quantity, window, config)}
        .absence=${drawing.failure === "" ? "Computing …" : "This map could not be painted."}
        @diagram-canvases=${this.#onCanvases}
        @plane-hover=${({ point }: PlaneHoverEvent) => (this.hovered = point)}
      ></theory-diagram>
      <diagram-legend
        class="numbers"
        .quantity=${shown?.quantity ?? quantity}
        .theme=${shown?.theme ?? this.theme}
        .note=${jumpText(shown?.activation ?? config.activation)}
      ></diagram-legend>
      <p class="painted numbers muted">${shown === null ? "" : paintedText(shown.painted)}</p>
      <theory-readout
        .reading=${readingOnShow(config.activation, this.hovered && reading.report, field.report)}
        .absence=${absentVerdict(field).headline}
      ></theory-readout>
    </figure>`;
  }

  #quantities(): unknown {
    const option = (quantity: DiagramQuantity): unknown => {
      const { symbol, text, meaning } = QUANTITIES[quantity];
      return html`<label title=${`${text}, ${meaning}`}
        ><input
          type="radio"
          name="quantity"
          value=${quantity}
          aria-label=${`${text}, ${meaning}`}
          .checked=${live(quantity === this.quantity)}
          @change=${() => this.dispatchEvent(new TheoryViewEvent({ quantity }, true))}
        /><span>${symbol}</span></label
      >`;
    };
    return html`<fieldset>
      <legend class="hidden">What the colours show</legend>
      <div class="segments">${DIAGRAM_QUANTITIES.map(option)}</div>
    </fieldset>`;
  }

  #measured(): unknown {
    const run = this.#runs.profile;
    const { report } = run;
    const isOutdated = run.stopped || run.failure !== "";
    return html`<div class=${isOutdated ? "measured outdated" : "measured"}>
      <theory-profile .report=${report} .absence=${absentVerdict(run).headline} .theme=${this.theme}></theory-profile>
      <div class="status">
        <machine-line .report=${report} .status=${this.status}></machine-line>
        <run-progress
          .running=${run.running}
          .stopped=${run.stopped}
          .progress=${run.progress}
          @stop=${() => run.stop()}
          @approve=${() => run.again()}
        ></run-progress>
      </div>
    </div>`;
  }

  #notices(): unknown {
    return this.#runs.failed.map(
      (run) => html`<notice-line .tone=${"bad"} .text=${run.failure} @dismiss=${() => run.dismiss()}></notice-line>`,
    );
  }
}
