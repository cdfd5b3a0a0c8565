import { LitElement, html, nothing } from "lit";
import { customElement, property, queryAll } from "lit/decorators.js";
import type { EngineStatus, PictureTheme } from "../../experiments/lab.ts";
import type { SymmetryConfig } from "../../experiments/training/trainingConfig.ts";
import { SIDES, type Side, type TrainingCheck, type TrainingLab } from "../../experiments/training/trainingLab.ts";
import { controlStyles } from "../controls.styles.ts";
import "../machine-line/machine-line.ts";
import "../symmetry-knobs/start-knobs.ts";
import "../training-boundary/training-boundary.ts";
import type { TrainingBoundary } from "../training-boundary/training-boundary.ts";
import "../training-loss/training-loss.ts";
import "../training-matrices/training-matrices.ts";
import "../training-network/training-network.ts";
import { scaleEnd } from "../training-network/weightScale.ts";
import "../training-units/training-units.ts";
import { runState } from "./runState.ts";
import type { ShownRuns } from "./shownRuns.ts";
import { sideNames } from "./startNames.ts";
import { symmetryRunsStyles } from "./symmetry-runs.styles.ts";
import { noiseText } from "./symmetryVerdict.ts";
import "./training-badge.ts";

declare global {
  interface HTMLElementTagNameMap {
    "symmetry-runs": SymmetryRuns;
  }
}

/**
 * Both runs in pictures and numbers, each under the knobs of its start; then what they have in common. Its update is
 * complete when the canvases of the boundaries are with the machine.
 */
@customElement("symmetry-runs")
export class SymmetryRuns extends LitElement {
  static override styles = [controlStyles, symmetryRunsStyles];

  @property({ attribute: false }) lab: TrainingLab | null = null;
  /** What the machine offers; null until it is known. */
  @property({ attribute: false }) status: EngineStatus | null = null;
  /** What the knobs hold. */
  @property({ attribute: false }) config!: SymmetryConfig;
  /** What is on show; null before there is anything. */
  @property({ attribute: false }) shown: ShownRuns | null = null;
  /** The comparison of what is on show with float64. */
  @property({ attribute: false }) check: TrainingCheck | null = null;
  /** True while the comparison is on its way. */
  @property({ type: Boolean }) checking = false;
  /** Why there is no comparison; "" where there is, or may be. */
  @property() checkFailure = "";
  @property() theme: PictureTheme = "light";

  @queryAll("training-boundary") private boundaries!: NodeListOf<TrainingBoundary>;

  protected override async getUpdateComplete(): Promise<boolean> {
    const isDone = await super.getUpdateComplete();
    await Promise.all([...this.boundaries].map((boundary) => boundary.updateComplete));
    return isDone;
  }

  protected override render(): unknown {
    const { shown } = this;
    const scale = shown === null ? 1 : Math.max(...shown.frame.runs.map(({ parameters }) => scaleEnd(parameters)));
    return html`<div class="runs">${SIDES.map((side) => this.#side(side, scale))}</div>
      ${shown === null ? nothing : this.#both(shown)}`;
  }

  #side(side: Side, scale: number): unknown {
    const { shown } = this;
    const frame = shown?.frame.runs[side] ?? null;
    const { layers } = shown?.config ?? this.config;
    return html`<section class=${side === 0 ? "run" : "run second"} aria-labelledby=${`side${side}`}>
      <h2 class="hidden" id=${`side${side}`}>${sideNames(this.config)[side]}</h2>
      <start-knobs
        .config=${this.config}
        .side=${side}
        .effect=${shown === null ? "" : noiseText(shown.config.starts[side], runState(shown.opened.frame.runs[side], shown.frame.runs[side]))}
      ></start-knobs>
      <training-boundary
        .lab=${this.lab}
        .side=${side}
        .data=${shown?.opened.data ?? null}
        .frame=${frame}
        .theme=${this.theme}
      ></training-boundary>
      <training-network
        .sizes=${layers}
        .frame=${frame}
        .inputs=${shown?.opened.data.axes.map(({ name }) => name) ?? []}
        .scale=${scale}
        .theme=${this.theme}
      ></training-network>
      <training-matrices
        .sizes=${layers}
        .frame=${frame}
        .start=${shown?.opened.frame.runs[side].parameters ?? null}
      ></training-matrices>
    </section>`;
  }

  #both(shown: ShownRuns): unknown {
    const names = sideNames(shown.config);
    const { check } = this;
    const { frame, config, losses } = shown;
    return html`<training-loss .losses=${losses} .names=${names} .check=${check} .theme=${this.theme}></training-loss>
      <training-units .frames=${frame.runs} .names=${names} .sizes=${config.layers}></training-units>
      <div class="status">
        <machine-line .report=${{ engine: frame.engine, config }} .status=${this.status}></machine-line>
        <training-badge
          .check=${check}
          .engine=${frame.engine}
          .updates=${frame.iteration}
          .running=${this.checking}
          .failure=${this.checkFailure}
        ></training-badge>
      </div>`;
  }
}
