import { LitElement, css, html, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import { styleMap } from "lit/directives/style-map.js";
import type { PictureTheme } from "../../experiments/lab.ts";
import type { DiagramQuantity } from "../../model/diagram.ts";
import { controlStyles } from "../controls.styles.ts";
import { diagramLegend } from "../theory-diagram/diagramLegend.ts";
import { mathText } from "../mathText.ts";

const PHASES = ": below 1 ordered, above 1 chaotic";

/** The scale of the map's colours, and what stands for cells without a number. */
@customElement("diagram-legend")
export class DiagramLegendElement extends LitElement {
  static override styles = [
    controlStyles,
    css`
      :host {
        display: block;
        font-size: 0.85rem;
      }
      .bar {
        height: 0.8rem;
        margin-top: 0.3rem;
        outline: 1px solid var(--line);
      }
      .scale {
        /* The labels of the ends reach over them. */
        padding: 0 1.6rem;
      }
      .ticks {
        position: relative;
        height: 1.5em;
        font-variant-numeric: tabular-nums;
      }
      .ticks span {
        position: absolute;
        translate: -50% 0;
        white-space: nowrap;
      }
      ul {
        display: flex;
        flex-wrap: wrap;
        gap: 0.1rem 1.25rem;
        margin: 0.2rem 0 0;
        padding: 0;
        list-style: none;
      }
      li {
        display: flex;
        align-items: center;
        gap: 0.45rem;
      }
      i {
        flex: none;
        width: 1.3rem;
        height: 0.9rem;
        outline: 1px solid var(--line-strong);
      }
    `,
  ];

  @property() quantity: DiagramQuantity = "chi1";
  @property() theme: PictureTheme = "light";
  /** What else there is to know of the colours; "" for nothing. */
  @property() note = "";

  protected override render(): unknown {
    const { title, background, ticks, kinds } = diagramLegend(this.quantity, this.theme);
    return html`<p>${mathText(title)}${this.quantity === "chi1" ? PHASES : nothing}</p>
      <div class="scale">
        <div class="bar" style=${styleMap({ background })}></div>
        <div class="ticks">
          ${ticks.map(({ share, label }) => html`<span style=${styleMap({ left: `${100 * share}%` })}>${label}</span>`)}
        </div>
      </div>
      <ul aria-label="Cells without a number">
        ${kinds.map(({ label, background: look }) => html`<li><i style=${styleMap({ background: look })}></i> ${label}</li>`)}
      </ul>
      ${this.note === "" ? nothing : html`<p>${mathText(this.note)}</p>`}`;
  }
}
