import { LitElement, html } from "lit";
import { customElement } from "lit/decorators.js";
/** The scale of the map's colours, and what stands for cells without a number. */
@customElement("diagram-legend")
export class DiagramLegend extends LitElement {
  protected override render(): unknown {
    return html``;
  }
}
