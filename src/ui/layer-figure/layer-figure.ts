import { LitElement, html, nothing, svg } from "lit";
import { customElement, property } from "lit/decorators.js";
import { controlStyles } from "../controls.styles.ts";
import type { ChartModel, ChartSeries } from "../lab-chart/chartModel.ts";
import "../lab-chart/lab-chart.ts";
import { layerFigureStyles } from "./layer-figure.styles.ts";

/** A chart by layer under its name and its sentence, with a legend that names line, dash and mark. */
@customElement("layer-figure")
export class LayerFigureElement extends LitElement {
  static override styles = [controlStyles, layerFigureStyles];

  @property() heading = "";
  /** What is drawn, in a few words. */
  @property() caption = "";
  @property({ attribute: false }) model: ChartModel | null = null;
  /** The text alternative of the chart. */
  @property() summary = "";
  /** Stands in place of a chart with nothing to draw. */
  @property() empty = "";
  /** Short remarks that stand with the legend. */
  @property({ attribute: false }) notes: readonly string[] = [];
  @property() theme = "light";

  protected override render(): unknown {
    return html`<figure>
      <h2>${this.heading}</h2>
      <p class="muted">${this.caption}</p>
      <div class="plot">
        <lab-chart .model=${this.model} .summary=${this.summary} .theme=${this.theme}></lab-chart>
        ${this.empty === "" ? nothing : html`<p class="empty">${this.empty}</p>`}
      </div>
      <ul aria-label="Legend">
        ${this.empty === "" ? legendOrder(this.model).map((series) => legendItem(series)) : nothing}
        ${this.notes.map((note) => html`<li class="muted">${note}</li>`)}
      </ul>
    </figure>`;
  }
}

/** What is filled, and lines, the measured one before all; marks that stand on a line behind it. */
const LEGEND_ORDER: readonly ChartSeries["kind"][] = ["bars", "line", "band", "points"];

function legendOrder(model: ChartModel | null): ChartSeries[] {
  const series = (model?.series ?? []).filter(({ unlisted }) => unlisted !== true);
  return LEGEND_ORDER.flatMap((wanted) => series.filter(({ kind }) => kind === wanted));
}

function legendItem({ label, meaning, kind, dash, thickness, faint, mark }: ChartSeries): unknown {
  const line = svg`<line x1="0" y1="6" x2="28" y2="6" stroke-dasharray=${dash?.join(" ") ?? "none"} stroke-width=${thickness ?? 2} opacity=${faint ? 0.65 : 1} />`;
  const dot = svg`<circle cx="14" cy="6" r="2.5" fill="currentColor" />`;
  const cross = svg`<path d="M9.5 1.5l9 9m0-9l-9 9" />`;
  const area = svg`<rect x="2" y="0" width="24" height="12" fill="currentColor" stroke="none" opacity=${areaStrength(kind, faint)} />`;
  return html`<li>
    <svg class=${meaning} width="28" height="12" viewBox="0 0 28 12" aria-hidden="true">
      ${kind === "bars" || kind === "band" ? area : nothing} ${kind === "line" ? line : nothing}
      ${mark === "dot" ? dot : nothing} ${mark === "cross" ? cross : nothing}
    </svg>
    ${label}
  </li>`;
}

function areaStrength(kind: ChartSeries["kind"], faint = false): number {
  if (kind === "bars") return 1;
  return faint ? 0.25 : 0.45;
}
