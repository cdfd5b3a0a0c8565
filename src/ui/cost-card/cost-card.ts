import { LitElement, html, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { SignalCost } from "../../experiments/lab.ts";
import { controlStyles } from "../controls.styles.ts";
import { formatDuration, formatNumber, unbrokenNumbers } from "../format.ts";
import { costCardStyles } from "./cost-card.styles.ts";

/**
 * Asks before a long run.
 *
 * @fires approve When a person wants it run.
 */
@customElement("cost-card")
export class CostCard extends LitElement {
  static override styles = [controlStyles, costCardStyles];

  @property({ attribute: false }) cost: SignalCost | null = null;

  protected override render(): unknown {
    if (this.cost === null) return nothing;
    return html`<div role="group" aria-label="A long run">
      <p>${unbrokenNumbers(costText(this.cost))}</p>
      <button type="button" class="primary" @click=${() => this.dispatchEvent(new Event("approve"))}>Run it</button>
    </div>`;
  }
}

function costText({ flop, weights, seconds }: SignalCost): string {
  return (
    `This network has ${formatNumber(weights, 3)} weights and the run takes ${formatNumber(flop, 2)} ` +
    `floating-point operations: ${formatDuration(seconds)} here, by estimate.`
  );
}
