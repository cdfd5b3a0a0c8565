import { LitElement, html } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { EngineStatus } from "../../experiments/lab.ts";
import { controlStyles } from "../controls.styles.ts";
import { machineLineStyles } from "./machine-line.styles.ts";
import { type MadeBy, machineText } from "./machineText.ts";

/** Names the machine behind the numbers. */
@customElement("machine-line")
export class MachineLine extends LitElement {
  static override styles = [controlStyles, machineLineStyles];

  @property({ attribute: false }) report: MadeBy | null = null;
  @property({ attribute: false }) status: EngineStatus | null = null;

  protected override render(): unknown {
    return html`<p class="name">${this.report === null ? "" : machineText(this.report, this.status)}</p>`;
  }
}
