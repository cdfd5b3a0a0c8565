import { LitElement, html } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { PictureTheme } from "../../experiments/lab.ts";
import type { TrainingLab } from "../../experiments/training/trainingLab.ts";
import { controlStyles } from "../controls.styles.ts";
import { type Connect, LabConnection } from "../lab-app/labConnection.ts";
import "../theory-verdict/theory-verdict.ts";

/** The Symmetry lab: one training from two starts, side by side. */
@customElement("symmetry-lab")
export class SymmetryLab extends LitElement {
  static override styles = [controlStyles];

  /** Starts the lab's worker; null until the page has one to give. */
  @property({ attribute: false }) connect: Connect<TrainingLab> | null = null;
  /** The theme in force. */
  @property() theme: PictureTheme = "light";

  #machine = new LabConnection<TrainingLab>(this);

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has("connect") && this.connect !== null) void this.#machine.open(this.connect);
  }

  protected override render(): unknown {
    return html`<theory-verdict
      .headline=${"Training …"}
      .rest=${this.#machine.failure}
      ?waiting=${this.#machine.failure === ""}
    ></theory-verdict>`;
  }
}
