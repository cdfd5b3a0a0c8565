import { LitElement, html, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { live } from "lit/directives/live.js";
import type { EngineStatus, PictureTheme } from "../../experiments/lab.ts";
import type { CriticalReport, CriticalRequest } from "../../experiments/theory/criticalReport.ts";
import { DEFAULT_THEORY_CONFIG, type TheoryConfig } from "../../experiments/theory/theoryConfig.ts";
import type { TheoryLab } from "../../experiments/theory/theoryLab.ts";
import { nonlinearityOf } from "../../model/nonlinearities.ts";
import { controlStyles } from "../controls.styles.ts";
import "../network-knobs/network-knobs.ts";
import type { NetworkKnob } from "../network-knobs/network-knobs.ts";
import { LatestRun } from "../theory-lab/latestRun.ts";
import { TheoryViewEvent, type TheoryViewProperties } from "../theory-lab/theoryEvents.ts";
import { runHead } from "../theory-view/runHead.ts";
import { theoryViewStyles } from "../theory-view/theoryView.styles.ts";
import "./critical-audit.ts";
import "./critical-code.ts";
import "./critical-links.ts";
import "./critical-numbers.ts";
import "./critical-why.ts";
import { criticalVerdict } from "./criticalVerdict.ts";
import { evenLayers, layersText, readLayers } from "./layerList.ts";
import { theoryCriticalStyles } from "./theory-critical.styles.ts";

const SHAPE: readonly NetworkKnob[] = ["depth", "width"];
const KNOBS: readonly NetworkKnob[] = ["activation", "sigmaB2", ...SHAPE];
/** A run younger than this may end although newer numbers wait. */
const GRACE_MS = 1500;

/** "Make my network critical": which variance holds the gradient, and how frameworks' defaults stand to it. */
@customElement("theory-critical")
export class TheoryCritical extends LitElement implements TheoryViewProperties {
  static override styles = [controlStyles, theoryViewStyles, theoryCriticalStyles];

  @property({ attribute: false }) lab: TheoryLab | null = null;
  @property({ attribute: false }) config: TheoryConfig = DEFAULT_THEORY_CONFIG;
  @property({ attribute: false }) status: EngineStatus | null = null;
  @property() theme: PictureTheme = "light";
  /** Layers of a person's own; null while depth and width say them. */
  @property({ attribute: false }) layers: readonly number[] | null = null;

  /** What a person types, until they settle on it. */
  @state() private typed: string | null = null;
  @state() private error = "";

  /** The layers that were asked for last. */
  #sent: readonly number[] | null = null;
  #request: CriticalRequest = requestOf(DEFAULT_THEORY_CONFIG, null);
  #run = new LatestRun<[TheoryLab, CriticalRequest], CriticalReport>(
    this,
    GRACE_MS,
    () => (this.lab === null ? null : [this.lab, this.#request]),
    ([lab, request], telling) => lab.makeCritical(request, telling),
  );

  protected override willUpdate(): void {
    const request = requestOf(this.config, this.layers);
    if (isSameRequest(request, this.#request)) return;
    const isOther = layersText(request.layers) !== layersText(this.#request.layers);
    // Layers that came from elsewhere take the place of what was typed.
    if (isOther && this.#sent !== this.layers) this.#forget();
    this.#request = request;
  }

  protected override render(): unknown {
    const { report } = this.#run;
    const isOutdated = report !== null && !isSameRequest(report.request, this.#request);
    return html`<div class=${isOutdated ? "page outdated" : "page"}>
      <section class="picture" aria-label="The critical variance">
        ${runHead({
          run: this.#run,
          report: null,
          status: this.status,
          verdict: report === null ? null : criticalVerdict(report),
          shown: isOutdated ? requestText(report.request) : "",
        })}
        ${report === null ? nothing : this.#picture(report)}
      </section>
      <network-knobs
        class="knobs"
        .config=${this.config}
        .status=${this.status}
        .knobs=${KNOBS}
        .idle=${this.layers === null ? [] : SHAPE}
      >
        ${this.#layers()}
      </network-knobs>
      <section class="more" aria-label="A closer look">
        <details>
          <summary>Why one variance, and no other?</summary>
          <critical-why></critical-why>
        </details>
      </section>
    </div>`;
  }

  #picture(report: CriticalReport): unknown {
    return html`${
        report.recommended === null
          ? nothing
          : html`<critical-numbers class="numbers" .report=${report}></critical-numbers>
              <critical-links .report=${report} .config=${this.config} .layers=${this.layers}></critical-links>`
      }
      <critical-audit class="numbers" .report=${report}></critical-audit>
      <critical-code class="numbers" .code=${report.code}></critical-code>`;
  }

  #layers(): unknown {
    const isOwn = this.layers !== null;
    return html`<div class="layers">
      <label for="layers">Or your own layers, the input first</label>
      <input
        id="layers"
        type="text"
        autocomplete="off"
        spellcheck="false"
        .value=${live(this.typed ?? layersText(this.#request.layers))}
        aria-invalid=${this.error === "" ? "false" : "true"}
        aria-describedby="layers-error layers-hint"
        @input=${(event: Event) => this.#onType((event.target as HTMLInputElement).value)}
        @change=${(event: Event) => this.#onSettle((event.target as HTMLInputElement).value)}
      />
      <p id="layers-error" class="error" role="alert">${this.error}</p>
      <p id="layers-hint" class="hint">784, 512 × 48, 10 is 784 inputs, 48 layers of 512 units and 10 outputs.</p>
      <button type="button" ?disabled=${!isOwn} @click=${this.#dropOwn}>Use depth and width instead</button>
      <p class="hint" role="status">
        ${isOwn ? "Your own layers are in force: depth and width say nothing while they are." : nothing}
      </p>
    </div>`;
  }

  #onType(text: string): void {
    const found = readLayers(text);
    this.typed = text;
    this.error = typeof found === "string" ? found : "";
    if (typeof found !== "string") this.#send(this.#own(found), false);
  }

  /** Settles on what stands in the box: the answer to what was typed last may not be back yet. */
  #onSettle(text: string): void {
    const found = readLayers(text);
    if (typeof found === "string") return;
    this.typed = null;
    this.#send(this.#own(found), true);
  }

  /** Null where depth and width say the same. */
  #own(layers: readonly number[]): readonly number[] | null {
    const { depth, width } = this.config;
    return layersText(layers) === layersText(evenLayers(depth, width)) ? null : layers;
  }

  /** Depth and width say the layers again. */
  #dropOwn(): void {
    this.#forget();
    this.#send(null, true);
  }

  #forget(): void {
    this.typed = null;
    this.error = "";
  }

  #send(layers: readonly number[] | null, step: boolean): void {
    this.#sent = layers;
    this.dispatchEvent(new TheoryViewEvent({ layers }, step));
  }
}

function requestOf(
  { activation, sigmaB2, depth, width }: TheoryConfig,
  own: CriticalRequest["layers"] | null,
): CriticalRequest {
  return { activation, sigmaB2, layers: own ?? evenLayers(depth, width) };
}

function isSameRequest(one: CriticalRequest, other: CriticalRequest): boolean {
  return (
    one.activation === other.activation &&
    one.sigmaB2 === other.sigmaB2 &&
    layersText(one.layers) === layersText(other.layers)
  );
}

function requestText({ activation, sigmaB2, layers }: CriticalRequest): string {
  return `${nonlinearityOf(activation).label}, σ_b² ${sigmaB2}, layers of ${layersText(layers)}`;
}
