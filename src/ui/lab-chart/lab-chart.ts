import {
  BarController,
  BarElement,
  Chart,
  LineController,
  LineElement,
  LinearScale,
  PointElement,
  Tooltip,
} from "chart.js";
import { LitElement, type PropertyValues, html } from "lit";
import { customElement, property, query } from "lit/decorators.js";
import { bands } from "./bands.ts";
import { type ChartModel, PointChooseEvent } from "./chartModel.ts";
import { type ChartInk, type DrawnChart, chartConfiguration, chartDatasets, chartOptions } from "./chartSetup.ts";
import { labChartStyles } from "./lab-chart.styles.ts";
import { pointNames } from "./pointNames.ts";

Chart.register(BarController, BarElement, LineController, LineElement, LinearScale, PointElement, Tooltip);
Chart.register(bands, pointNames);

/**
 * Draws a ChartModel on a canvas, with nothing moving; the only component that knows the chart library.
 *
 * @fires point-choose A person clicked; the event says at which x.
 */
@customElement("lab-chart")
export class LabChart extends LitElement {
  static override styles = labChartStyles;

  /** What to draw. */
  @property({ attribute: false }) model: ChartModel | null = null;
  /** The chart in words, for those who do not see it. */
  @property() summary = "";
  /** The theme in force; a change redraws in its colours. */
  @property() theme = "light";

  @query("canvas") private canvas!: HTMLCanvasElement;
  @query(".probe") private probe!: HTMLElement;
  #chart: Chart<"line" | "bar", DrawnChart["data"]["datasets"][number]["data"]> | null = null;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#chart?.destroy();
    this.#chart = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.requestUpdate();
    // A canvas does not redraw itself when the theme's own glyph has loaded.
    void document.fonts.load('1em "Superscript Minus"', "⁻").then(() => this.requestUpdate());
  }

  protected override updated(_changed: PropertyValues<this>): void {
    if (this.model === null) return;
    const ink = this.#ink();
    const choose = (x: number): void => void this.dispatchEvent(new PointChooseEvent(x));
    if (this.#chart === null) {
      // By the CPU: lines are its work, and the GPU has other.
      const context = this.canvas.getContext("2d", { willReadFrequently: true })!;
      this.#chart = new Chart(context, chartConfiguration(this.model, ink, choose));
      return;
    }
    this.#chart.data.datasets = chartDatasets(this.model, ink);
    this.#chart.options = chartOptions(this.model, ink, choose);
    this.#chart.update("none");
  }

  protected override render(): unknown {
    return html`<div class="frame"><canvas role="img" aria-label=${this.summary}></canvas></div>
      <span class="probe" aria-hidden="true"></span>`;
  }

  /** Canvas needs plain colours: a hidden element resolves what the theme's properties say here. */
  #ink(): ChartInk {
    const style = getComputedStyle(this.probe);
    const colour = (name: string): string => {
      this.probe.style.color = `var(--${name})`;
      return style.color;
    };
    return {
      text: colour("ink"),
      muted: colour("ink-muted"),
      grid: colour("line"),
      surface: colour("paper"),
      meaning: {
        signal: colour("signal"),
        gradient: colour("gradient"),
        theory: colour("theory"),
        limit: colour("limit"),
        ours: colour("accent"),
        peer: colour("ink-muted"),
      },
      family: style.fontFamily,
      size: Number.parseFloat(style.fontSize),
    };
  }
}
