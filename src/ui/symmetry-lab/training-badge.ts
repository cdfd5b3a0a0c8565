import { LitElement, html } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { TrainingCheck } from "../../experiments/training/trainingLab.ts";
import type { EngineInfo } from "../../model/engine.ts";
import { BADGE_ICONS } from "../check-badge/badgeIcons.ts";
import type { BadgeText } from "../check-badge/badgeText.ts";
import { checkBadgeStyles } from "../check-badge/check-badge.styles.ts";
import { controlStyles } from "../controls.styles.ts";
import { unbrokenNumbers } from "../format.ts";
import { trainingBadgeText } from "./trainingBadgeText.ts";

/** Says how far the losses on screen lie from the float64 reference. */
@customElement("training-badge")
export class TrainingBadge extends LitElement {
  static override styles = [controlStyles, checkBadgeStyles];

  @property({ attribute: false }) check: TrainingCheck | null = null;
  /** What computed the losses. */
  @property({ attribute: false }) engine: EngineInfo | null = null;
  /** How many updates the runs have made. */
  @property({ type: Number }) updates = 0;
  /** True while the comparison is on its way. */
  @property({ type: Boolean }) running = false;
  /** Why there is no comparison; "" where there is, or may be. */
  @property() failure = "";

  protected override render(): unknown {
    const { tone, text } = this.#badge();
    return html`<svg class=${tone} viewBox="0 0 24 24" aria-hidden="true">${BADGE_ICONS[tone]}</svg>
      <p class=${tone} role="status">${unbrokenNumbers(text)}</p>`;
  }

  #badge(): BadgeText {
    const { check, engine, failure, running, updates } = this;
    if (failure !== "") return { tone: "bad", text: `The comparison with float64 did not finish: ${failure}` };
    if (check !== null && engine !== null) return trainingBadgeText(check, engine);
    if (updates === 0) return { tone: "quiet", text: "Nothing is trained yet to compare." };
    if (running) return { tone: "quiet", text: "Checking against float64 …" };
    return { tone: "quiet", text: "The check against float64 follows when the runs rest." };
  }
}
