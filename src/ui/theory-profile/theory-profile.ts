import { LitElement, type PropertyValues, css, html, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { PictureTheme } from "../../experiments/lab.ts";
import type { ProfileReport } from "../../experiments/theory/profileReport.ts";
import { controlStyles } from "../controls.styles.ts";
import { formatNumber, trimmed } from "../format.ts";
import "../layer-figure/layer-figure.ts";
import { viewLink } from "../theory-view/viewLink.ts";
import { type ProfileFigure, correlationFigure, isTypicalBelow, lengthFigure } from "./profileModel.ts";

/** q and c by layer, measured in real networks, over theory's curves. */
@customElement("theory-profile")
export class TheoryProfile extends LitElement {
  static override styles = [
    controlStyles,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 1rem clamp(1.5rem, 2.5vw, 3rem);
        align-content: start;
        min-width: 0;
      }
      p {
        font-size: 0.85rem;
      }
      a {
        color: inherit;
      }
      layer-figure {
        --chart-height: var(--profile-height, clamp(11rem, 24vh, 18rem));
      }
    `,
  ];

  @property({ attribute: false }) report: ProfileReport | null = null;
  /** Stands in place of charts with nothing to draw. */
  @property() absence = "";
  @property() theme: PictureTheme = "light";

  #length: ProfileFigure | null = null;
  #correlation: ProfileFigure | null = null;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has("report") || this.report === null) return;
    this.#length = lengthFigure(this.report);
    this.#correlation = correlationFigure(this.report);
  }

  protected override render(): unknown {
    const { report } = this;
    const from = report === null ? "" : ` at ${trimmed(formatNumber(report.config.correlation, 4))}`;
    return html`${this.#figure("Signal by layer", "q, the mean square of the preactivations", this.#length)}
    ${this.#figure("Two inputs by layer", `c, their correlation, which starts${from}`, this.#correlation)}
    ${report !== null && isTypicalBelow(report) ? typicalText(report) : nothing}`;
  }

  #figure(heading: string, caption: string, figure: ProfileFigure | null): unknown {
    return html`<layer-figure
      .heading=${heading}
      .caption=${caption}
      .model=${figure?.model ?? null}
      .summary=${figure?.summary ?? `${heading}: no numbers yet.`}
      .notes=${figure?.notes ?? []}
      .empty=${figure === null ? this.absence : ""}
      .theme=${this.theme}
    ></layer-figure>`;
  }
}

function typicalText({ config }: ProfileReport): unknown {
  return html`<p class="muted">
    The typical network lies below the theory’s mean: see ${viewLink("Finite width", { view: "width", config })}.
  </p>`;
}
