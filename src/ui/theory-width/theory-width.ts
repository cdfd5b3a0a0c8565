import { LitElement, css, html, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import { guard } from "lit/directives/guard.js";
import type { EngineStatus, PictureTheme } from "../../experiments/lab.ts";
import type { EnsembleReport } from "../../experiments/theory/ensembleReport.ts";
import { DEFAULT_THEORY_CONFIG, type TheoryConfig } from "../../experiments/theory/theoryConfig.ts";
import type { TheoryLab } from "../../experiments/theory/theoryLab.ts";
import { nonlinearityOf } from "../../model/nonlinearities.ts";
import { controlStyles } from "../controls.styles.ts";
import { plural } from "../format.ts";
import "../layer-figure/layer-figure.ts";
import "../network-knobs/network-knobs.ts";
import type { NetworkKnob } from "../network-knobs/network-knobs.ts";
import { LatestRun } from "../theory-lab/latestRun.ts";
import type { TheoryViewProperties } from "../theory-lab/theoryEvents.ts";
import { isSameConfig } from "../theory-lab/theoryView.ts";
import { runHead } from "../theory-view/runHead.ts";
import { theoryViewStyles } from "../theory-view/theoryView.styles.ts";
import "./fan-moments.ts";
import "./fan-table.ts";
import { type FanFigure, fanChart, fanNotes, fanSummary } from "./fanModel.ts";
import { hasFastGpu, withMachinesNetworks } from "./machineNetworks.ts";
import { SteadyHeadline } from "./steadyHeadline.ts";
import "./width-why.ts";

const KNOBS: readonly NetworkKnob[] = [
  "depth",
  "width",
  "networks",
  "activation",
  "sigmaW2",
  "sigmaB2",
  "seed",
  "engine",
];
/** A run younger than this may show something although newer numbers wait. */
const GRACE_MS = 800;
/** "Why does He still drift?": many networks of finite width beside the theory of infinite width. */
@customElement("theory-width")
export class TheoryWidth extends LitElement implements TheoryViewProperties {
  static override styles = [
    controlStyles,
    theoryViewStyles,
    css`
      layer-figure {
        --chart-height: clamp(15rem, 42vh, 30rem);
      }
    `,
  ];

  @property({ attribute: false }) lab: TheoryLab | null = null;
  @property({ attribute: false }) config: TheoryConfig = DEFAULT_THEORY_CONFIG;
  /** Whether `config.networks` was asked for; if not, the machine decides how many there are. */
  @property({ attribute: false }) ownNetworks = false;
  @property({ attribute: false }) status: EngineStatus | null = null;
  @property() theme: PictureTheme = "light";

  /** Null until the machine is known. */
  #isFast: boolean | null = null;
  /** What runs; null until it is known how many networks. */
  #runConfig: TheoryConfig | null = null;
  #headline = new SteadyHeadline();
  #run = new LatestRun<[TheoryLab, TheoryConfig], EnsembleReport>(
    this,
    GRACE_MS,
    () => (this.lab === null || this.#runConfig === null ? null : [this.lab, this.#runConfig]),
    ([lab, config], telling) => lab.runEnsemble(config, telling),
  );

  protected override willUpdate(): void {
    // A GPU that was lost once is not counted on again: else a run too large for it would come back for ever.
    if (this.status !== null) this.#isFast = this.#isFast !== false && hasFastGpu(this.status);
    const next = this.ownNetworks ? this.config : withMachinesNetworks(this.config, this.#isFast);
    const isSame = next !== null && this.#runConfig !== null && isSameConfig(next, this.#runConfig);
    if (!isSame) this.#runConfig = next;
  }

  protected override render(): unknown {
    const { report } = this.#run;
    const config = this.#runConfig ?? this.config;
    const isOutdated = report !== null && !isSameConfig(report.config, config);
    return html`<div class=${isOutdated ? "page outdated" : "page"}>
      <section class="picture" aria-label="Networks of finite width">
        ${runHead({
          run: this.#run,
          report,
          status: this.status,
          verdict: report === null ? null : this.#headline.verdict(report, this.#run.running),
          shown: isOutdated ? networkText(report.config) : "",
        })}
        ${guard([report, this.theme], () => (report === null ? nothing : this.#picture(report)))}
      </section>
      <network-knobs class="knobs" .config=${config} .status=${this.status} .knobs=${KNOBS}></network-knobs>
      ${report === null ? nothing : this.#more(report)}
    </div>`;
  }

  #picture(report: EnsembleReport): unknown {
    const { signal, gradient, signalTheory, gradientTheory, config } = report;
    const of = { depth: config.depth, networks: report.networks };
    const fans: (FanFigure & { heading: string; caption: string })[] = [
      {
        ...of,
        heading: "Signal, forward",
        caption: "M by layer: the mean square of its activations over the input’s",
        meaning: "signal",
        title: "M, log scale",
        layers: signal,
        theory: signalTheory,
      },
    ];
    if (gradient !== null) {
      fans.push({
        ...of,
        heading: "Gradient, backward",
        caption: `Its mean square over that of layer ${config.depth}, counted back`,
        meaning: "gradient",
        title: "gradient’s mean square, log scale",
        layers: gradient,
        theory: gradientTheory,
      });
    }
    return html`<div class="two">
        ${fans.map(
          (fan) =>
            html`<layer-figure
              .heading=${fan.heading}
              .caption=${fan.caption}
              .model=${fanChart(fan)}
              .summary=${fanSummary(fan)}
              .notes=${fanNotes(fan)}
              .theme=${this.theme}
            ></layer-figure>`,
        )}
      </div>
      <fan-moments class="numbers" .report=${report}></fan-moments>`;
  }

  #more(report: EnsembleReport): unknown {
    return html`<section class="more" aria-label="A closer look">
      <details>
        <summary>Why does the right variance still drift?</summary>
        <width-why></width-why>
      </details>
      <details>
        <summary>The numbers, layer by layer</summary>
        <fan-table .report=${report}></fan-table>
      </details>
    </section>`;
  }
}

function networkText({ depth, width, activation, networks, sigmaW2 }: TheoryConfig): string {
  return `${plural(networks, "network")} of ${depth} × ${width}, ${nonlinearityOf(activation).label}, σ_w² ${sigmaW2}`;
}
