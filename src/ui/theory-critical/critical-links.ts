import { LitElement, css, html } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { CriticalReport } from "../../experiments/theory/criticalReport.ts";
import { DEFAULT_THEORY_CONFIG, type TheoryConfig } from "../../experiments/theory/theoryConfig.ts";
import { VIEWS, type ViewId } from "../theory-lab/theoryViews.ts";
import { controlStyles } from "../controls.styles.ts";
import { viewLink } from "../theory-view/viewLink.ts";
import { criticalConfig } from "./criticalConfig.ts";

const LINKED: readonly ViewId[] = ["map", "width", "isometry"];

/** Ways on: the network that was made critical, in the other views. */
@customElement("critical-links")
export class CriticalLinks extends LitElement {
  static override styles = [
    controlStyles,
    css`
      p {
        display: flex;
        flex-wrap: wrap;
        gap: 0.25rem 1rem;
      }
      a {
        color: var(--accent);
      }
    `,
  ];

  @property({ attribute: false }) report!: CriticalReport;
  @property({ attribute: false }) config: TheoryConfig = DEFAULT_THEORY_CONFIG;
  /** Layers of a person's own; null while depth and width say them. */
  @property({ attribute: false }) layers: readonly number[] | null = null;

  protected override render(): unknown {
    const config = criticalConfig(this.report, this.config);
    return html`<p>
      <span class="muted">See this network in</span>
      ${LINKED.map((view) => viewLink(VIEWS[view].title, { view, config, layers: this.layers }))}
    </p>`;
  }
}
