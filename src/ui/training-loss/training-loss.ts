import { LitElement, html } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { PictureTheme } from "../../experiments/lab.ts";
import type { TrainingCheck } from "../../experiments/training/trainingLab.ts";
import "../layer-figure/layer-figure.ts";
import { lossFigure } from "./lossModel.ts";
import { trainingLossStyles } from "./training-loss.styles.ts";

/** The loss of both runs, with the float64 reference and the theory of equal units beside them. */
@customElement("training-loss")
export class TrainingLoss extends LitElement {
  static override styles = trainingLossStyles;

  /** Of each run, the loss after 0, 1, 2 … updates. */
  @property({ attribute: false }) losses: readonly [readonly number[], readonly number[]] = [[], []];
  @property({ attribute: false }) names: readonly [string, string] = ["", ""];
  @property({ attribute: false }) check: TrainingCheck | null = null;
  @property() theme: PictureTheme = "light";

  protected override render(): unknown {
    const { model, caption, summary, notes } = lossFigure(this.losses, this.names, this.check);
    return html`<layer-figure
      heading="Loss"
      .caption=${caption}
      .model=${model}
      .summary=${summary}
      .notes=${notes}
      .empty=${this.losses.every(({ length }) => length === 0) ? "No loss yet." : ""}
      .theme=${this.theme}
    ></layer-figure>`;
  }
}
