import { LitElement, css, html, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import { guard } from "lit/directives/guard.js";
import type { EngineStatus, PictureTheme } from "../../experiments/lab.ts";
import { type IsometryReport, JACOBIAN_WEIGHTS } from "../../experiments/theory/isometryReport.ts";
import { DEFAULT_THEORY_CONFIG, type TheoryConfig } from "../../experiments/theory/theoryConfig.ts";
import type { TheoryLab } from "../../experiments/theory/theoryLab.ts";
import { controlStyles } from "../controls.styles.ts";
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
import "./isometry-why.ts";
import { isometryVerdict } from "./isometryVerdict.ts";
import "./spectrum-numbers.ts";
import { spectrumChart, spectrumNotes, spectrumSummary } from "./spectrumModel.ts";

const KNOBS: readonly NetworkKnob[] = ["depth", "width", "activation", "sigmaW2", "sigmaB2", "seed", "engine"];
const PRESETS: readonly ConfigPreset[] = [
  { name: "tanh on the critical line", change: { activation: "tanh", sigmaW2: 1, sigmaB2: 0 } },
  { name: "ReLU at He’s variance", change: { activation: "relu", sigmaW2: 2, sigmaB2: 0 } },
  { name: "No nonlinearity", change: { activation: "identity", sigmaW2: 1, sigmaB2: 0 } },
  { name: "Chaotic tanh", change: { activation: "tanh", sigmaW2: 3, sigmaB2: 0.05 } },
];
/** A run younger than this may end although newer numbers wait. */
const GRACE_MS = 1500;

/** "How evenly does the network stretch its inputs?": the singular values of its Jacobian. */
@customElement("theory-isometry")
export class TheoryIsometry extends LitElement implements TheoryViewProperties {
  static override styles = [
    controlStyles,
    theoryViewStyles,
    css`
      layer-figure {
        --chart-height: clamp(16rem, 46vh, 34rem);
      }
    `,
  ];

  @property({ attribute: false }) lab: TheoryLab | null = null;
  @property({ attribute: false }) config: TheoryConfig = DEFAULT_THEORY_CONFIG;
  @property({ attribute: false }) status: EngineStatus | null = null;
  @property() theme: PictureTheme = "light";

  #run = new LatestRun<[TheoryLab, TheoryConfig], IsometryReport>(
    this,
    GRACE_MS,
    () => (this.lab === null ? null : [this.lab, this.config]),
    ([lab, config], telling) => lab.runIsometry({ ...config, weights: JACOBIAN_WEIGHTS }, telling),
  );

  protected override render(): unknown {
    const { report } = this.#run;
    const isOutdated = report !== null && !isSameConfig(report.config, this.config);
    return html`<div class=${isOutdated ? "page outdated" : "page"}>
      <section class="picture" aria-label="How evenly directions are stretched">
        ${runHead({
          run: this.#run,
          report,
          status: this.status,
          verdict: report === null ? null : isometryVerdict(report),
          shown: isOutdated ? networkText(report.config) : "",
        })}
        <config-presets .presets=${PRESETS} .config=${this.config}></config-presets>
        ${guard([report, this.theme], () => (report === null ? nothing : this.#picture(report)))}
      </section>
      <network-knobs class="knobs" .config=${this.config} .status=${this.status} .knobs=${KNOBS}></network-knobs>
      <section class="more" aria-label="A closer look">
        <details>
          <summary>Why do orthogonal weights keep what Gaussian ones lose?</summary>
          <isometry-why></isometry-why>
        </details>
      </section>
    </div>`;
  }

  #picture(report: IsometryReport): unknown {
    const model = spectrumChart(report.spectra);
    return html`<layer-figure
        .heading=${"Singular values of the input-output Jacobian"}
        .caption=${"By how much each direction of the input is stretched on its way to the last layer"}
        .model=${model}
        .summary=${spectrumSummary(report.spectra)}
        .notes=${spectrumNotes(report.spectra)}
        .empty=${model === null ? "Every singular value is 0: nothing of the input is left." : ""}
        .theme=${this.theme}
      ></layer-figure>
      <spectrum-numbers class="numbers" .report=${report}></spectrum-numbers>`;
  }
}
