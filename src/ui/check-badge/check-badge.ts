import { Task } from "@lit/task";
import { LitElement, html } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { CheckReport, Lab } from "../../experiments/lab.ts";
import type { SignalReport } from "../../experiments/signalReport.ts";
import { controlStyles } from "../controls.styles.ts";
import { unbrokenNumbers } from "../format.ts";
import { BADGE_ICONS } from "./badgeIcons.ts";
import { type BadgeText, badgeText } from "./badgeText.ts";
import { checkBadgeStyles } from "./check-badge.styles.ts";
import { pause } from "./pause.ts";

/** The knobs have come to rest. */
const REST_MS = 400;

/** The comparison of the report on screen is there. */
export class CheckChangeEvent extends Event {
  static readonly type = "check-change";
  constructor(readonly check: CheckReport) {
    super(CheckChangeEvent.type);
  }
}

declare global {
  interface HTMLElementEventMap {
    "check-change": CheckChangeEvent;
  }
}

/**
 * Says how far the numbers on screen lie from the float64 reference.
 *
 * @fires check-change With the comparison, where there was something to compare.
 */
@customElement("check-badge")
export class CheckBadge extends LitElement {
  static override styles = [controlStyles, checkBadgeStyles];

  @property({ attribute: false }) lab: Lab | null = null;
  @property({ attribute: false }) report: SignalReport | null = null;
  /** True while newer numbers are on their way. */
  @property({ type: Boolean }) stale = false;

  #check = new Task(this, {
    args: () => [this.lab, this.report, this.stale] as const,
    task: async ([lab, report, stale], { signal }): Promise<BadgeText> => {
      if (lab === null || report === null || stale) return { tone: "quiet", text: "" };
      if (report.engine.kind === "cpu") return { tone: "good", text: "This is the float64 reference itself." };
      await pause(REST_MS, signal);
      const check = await lab.check(report, { signal });
      signal.throwIfAborted();
      this.dispatchEvent(new CheckChangeEvent(check));
      return badgeText(check, report);
    },
  });

  protected override render(): unknown {
    const { tone, text } = this.#check.render({
      initial: () => ({ tone: "quiet", text: "" }) as BadgeText,
      pending: () => ({ tone: "quiet", text: "Checking against float64 …" }) as BadgeText,
      complete: (badge) => badge,
      error: (error) =>
        ({ tone: "bad", text: `The comparison with float64 did not finish: ${messageOf(error)}` }) as BadgeText,
    })!;
    const shown = text === "" ? "The check against float64 follows the numbers." : text;
    return html`<svg class=${tone} viewBox="0 0 24 24" aria-hidden="true">${BADGE_ICONS[tone]}</svg>
      <p class=${tone} role="status">${unbrokenNumbers(shown)}</p>`;
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
