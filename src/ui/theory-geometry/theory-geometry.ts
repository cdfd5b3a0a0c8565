import { LitElement, html, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { guard } from "lit/directives/guard.js";
import type { EngineStatus, PictureTheme } from "../../experiments/lab.ts";
import type { CircleReport } from "../../experiments/theory/circleReport.ts";
import type { ProfileReport } from "../../experiments/theory/profileReport.ts";
import { DEFAULT_THEORY_CONFIG, type TheoryConfig } from "../../experiments/theory/theoryConfig.ts";
import type { TheoryLab } from "../../experiments/theory/theoryLab.ts";
import { controlStyles } from "../controls.styles.ts";
import type { PointChooseEvent } from "../lab-chart/chartModel.ts";
import "../layer-figure/layer-figure.ts";
import "../network-knobs/network-knobs.ts";
import type { NetworkKnob } from "../network-knobs/network-knobs.ts";
import { LatestRun } from "../theory-lab/latestRun.ts";
import type { TheoryViewProperties } from "../theory-lab/theoryEvents.ts";
import { isSameConfig } from "../theory-lab/theoryView.ts";
import "../theory-view/config-presets.ts";
import type { ConfigPreset } from "../theory-view/config-presets.ts";
import { runHead } from "../theory-view/runHead.ts";
import { networkText } from "../theory-view/runText.ts";
import { theoryViewStyles } from "../theory-view/theoryView.styles.ts";
import "./circle-layers.ts";
import type { LayerChooseEvent } from "./circle-layers.ts";
import "./geometry-why.ts";
import { correlationChart, correlationSummary, lengthChart, sharesChart, sharesSummary } from "./geometryCharts.ts";
import { geometryVerdict } from "./geometryVerdict.ts";
import { theoryGeometryStyles } from "./theory-geometry.styles.ts";

const KNOBS: readonly NetworkKnob[] = [
  "angle",
  "correlation",
  "depth",
  "width",
  "activation",
  "sigmaW2",
  "sigmaB2",
  "seed",
  "engine",
];
const PRESETS: readonly ConfigPreset[] = [
  { name: "Collapses to a point", change: { activation: "tanh", sigmaW2: 1.2, sigmaB2: 0.2, depth: 20, width: 256 } },
  { name: "Stays a circle", change: { activation: "tanh", sigmaW2: 1, sigmaB2: 0, depth: 20, width: 512 } },
  { name: "Crumples", change: { activation: "tanh", sigmaW2: 16, sigmaB2: 0.1, depth: 10, width: 256 } },
  { name: "ReLU, slowly to a point", change: { activation: "relu", sigmaW2: 2, sigmaB2: 0, depth: 50, width: 256 } },
];
/** Inputs on the circle. */
const POINTS = 128;
/** A run younger than this may end although newer numbers wait. */
const GRACE_MS = 1500;

/** "What becomes of a circle of inputs?": angles by layer, and the circle itself. */
@customElement("theory-geometry")
export class TheoryGeometry extends LitElement implements TheoryViewProperties {
  static override styles = [controlStyles, theoryViewStyles, theoryGeometryStyles];

  @property({ attribute: false }) lab: TheoryLab | null = null;
  @property({ attribute: false }) config: TheoryConfig = DEFAULT_THEORY_CONFIG;
  @property({ attribute: false }) status: EngineStatus | null = null;
  @property() theme: PictureTheme = "light";

  /** The layer shown large; null for the last. */
  @state() private layer: number | null = null;

  /** The configuration as the circle sees it: it knows no two inputs. */
  #circleConfig: TheoryConfig = DEFAULT_THEORY_CONFIG;
  #circle = new LatestRun<[TheoryLab, TheoryConfig], CircleReport>(
    this,
    GRACE_MS,
    () => (this.lab === null ? null : [this.lab, this.#circleConfig]),
    ([lab, config], telling) => lab.runCircle({ ...config, points: POINTS }, telling),
  );
  #profile = new LatestRun<[TheoryLab, TheoryConfig], ProfileReport>(
    this,
    GRACE_MS,
    () => (this.lab === null ? null : [this.lab, this.config]),
    ([lab, config], telling) => lab.runProfile(config, telling),
  );

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (!changed.has("config")) return;
    const circle = { ...this.config, correlation: DEFAULT_THEORY_CONFIG.correlation };
    if (!isSameConfig(circle, this.#circleConfig)) this.#circleConfig = circle;
    if (this.layer !== null && this.layer > this.config.depth) this.layer = null;
  }

  protected override render(): unknown {
    const { report } = this.#circle;
    const isOutdated = report !== null && !isSameConfig(report.config, this.#circleConfig);
    return html`<div class=${isOutdated ? "page outdated" : "page"}>
      <section class="picture" aria-label="What becomes of angles">
        ${runHead({
          run: this.#bothRuns(),
          report,
          status: this.status,
          verdict: report === null ? null : geometryVerdict(report),
          shown: isOutdated ? networkText(report.config) : "",
        })}
        <config-presets .presets=${PRESETS} .config=${this.config}></config-presets>
        ${guard([report, this.#profile.report, this.#profile.failure, this.layer, this.theme], () =>
          report === null ? nothing : this.#picture(report),
        )}
      </section>
      <network-knobs class="knobs" .config=${this.config} .status=${this.status} .knobs=${KNOBS}></network-knobs>
      <section class="more" aria-label="A closer look">
        <details>
          <summary>Why does the circle shrink, stay or crumple?</summary>
          <geometry-why></geometry-why>
        </details>
      </section>
    </div>`;
  }

  /** Both runs as one, for the progress and the Stop of the view. */
  #bothRuns(): Parameters<typeof runHead>[0]["run"] {
    const [circle, profile] = [this.#circle, this.#profile];
    const share = ({ running, progress }: typeof circle | typeof profile): number => (running ? progress : 1);
    return {
      running: circle.running || profile.running,
      stopped: circle.stopped || profile.stopped,
      failure: circle.failure || profile.failure,
      progress: (share(circle) + share(profile)) / 2,
      stop: () => [circle, profile].filter(({ running }) => running).forEach((run) => run.stop()),
      again: () => [circle, profile].filter(({ stopped }) => stopped).forEach((run) => run.again()),
      dismiss: () => [circle, profile].forEach((run) => run.dismiss()),
    };
  }

  #picture(report: CircleReport): unknown {
    const chosen = Math.min(this.layer ?? report.config.depth, report.config.depth);
    return html`<div class="two">
      <div class="column numbers">
        <circle-layers
          .report=${report}
          .layer=${chosen}
          @layer-choose=${(event: LayerChooseEvent) => (this.layer = event.layer)}
        ></circle-layers>
        ${this.#shares(report, chosen)}
      </div>
      <div class="column" @point-choose=${(event: PointChooseEvent) => (this.layer = event.x)}>
        ${this.#correlation(chosen)} ${this.#length(report, chosen)}
      </div>
    </div>`;
  }

  #correlation(chosen: number): unknown {
    const { report, failure } = this.#profile;
    return html`<layer-figure
      .heading=${"Two inputs at an angle"}
      .caption=${"Correlation of what they have become, by layer"}
      .model=${report === null ? null : correlationChart(report, chosen)}
      .summary=${report === null ? "" : correlationSummary(report)}
      .empty=${report === null ? failure || "Computing …" : ""}
      .theme=${this.theme}
    ></layer-figure>`;
  }

  #length(report: CircleReport, chosen: number): unknown {
    const model = lengthChart(report, chosen);
    const ends = model?.series[0]!.points.map(({ y }) => y).filter((y) => y !== null) ?? [];
    const last = ends.length === 0 ? 0 : 10 ** ends.at(-1)!;
    return html`<layer-figure
      .heading=${"Length of the curve"}
      .caption=${"In units of the layer’s root mean square, over the input’s"}
      .model=${model}
      .summary=${`Line chart by layer, log scale: the length of the curve, ${Number(last.toPrecision(3))} times the input’s at the last layer that has one.`}
      .empty=${model === null ? "Every length is 0: the inputs have become one." : ""}
      .theme=${this.theme}
    ></layer-figure>`;
  }

  #shares({ layers }: CircleReport, chosen: number): unknown {
    const layer = layers[chosen]!;
    const model = sharesChart(layer);
    return html`<layer-figure
      .heading=${`Directions of the curve at layer ${chosen}`}
      .caption=${"How its variance is shared: two equal bars for a circle, many for a crumpled curve"}
      .model=${model}
      .summary=${sharesSummary(layer)}
      .empty=${model === null ? "Nothing varies in this layer." : ""}
      .theme=${this.theme}
    ></layer-figure>`;
  }
}
