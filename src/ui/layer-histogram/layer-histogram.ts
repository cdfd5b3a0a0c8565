import { LitElement, html, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import { live } from "lit/directives/live.js";
import { styleMap } from "lit/directives/style-map.js";
import type { Histogram } from "../../model/engine.ts";
import type { NonlinearityId } from "../../model/nonlinearity.ts";
import { controlStyles } from "../controls.styles.ts";
import { formatShare } from "../format.ts";
import "../lab-chart/lab-chart.ts";
import { ViewChangeEvent } from "../signal-lab/viewChange.ts";
import { histogramAbsence, histogramChart, histogramTotal } from "./histogramModel.ts";
import { layerHistogramStyles } from "./layer-histogram.styles.ts";

/** Whose activations are never below 0. */
const NONNEGATIVE: ReadonlySet<NonlinearityId> = new Set(["relu", "sigmoid", "softplus"]);

/**
 * How the activations of one layer are spread, the exact zeros apart from the rest.
 *
 * @fires view-change With the layer that the slider chose.
 */
@customElement("layer-histogram")
export class LayerHistogram extends LitElement {
  static override styles = [controlStyles, layerHistogramStyles];

  @property({ attribute: false }) histogram: Histogram | null = null;
  /** Of the network on screen. */
  @property() activation: NonlinearityId = "relu";
  /** The layer asked for, 0 the input. */
  @property({ type: Number }) layer = 0;
  @property({ type: Number }) depth = 1;
  @property() theme = "light";

  protected override render(): unknown {
    return html`<h2 id="heading">Activations of one layer</h2>
      <div class="layer">
        <label for="layer">${layerName(this.layer, this.depth)}</label>
        <input
          id="layer"
          type="range"
          min="0"
          max=${this.depth}
          aria-valuetext=${layerName(this.layer, this.depth)}
          style=${styleMap({ "--filled": `${(100 * this.layer) / this.depth}%` })}
          .value=${live(String(this.layer))}
          @input=${(event: Event) => this.#onSlide(event, false)}
          @change=${(event: Event) => this.#onSlide(event, true)}
        />
      </div>
      ${this.histogram === null ? this.#empty("No histogram yet.") : this.#picture(this.histogram)}`;
  }

  #picture(histogram: Histogram): unknown {
    const total = histogramTotal(histogram);
    const model = histogramChart(histogram, histogram.layer > 0 && NONNEGATIVE.has(this.activation));
    const zeros = histogram.zeros / total;
    const beyond = (histogram.below + histogram.above) / total;
    return html`<p class="zeros">${formatShare(zeros)} of the activations are exactly 0.</p>
      <div class="share" style=${styleMap({ "--zeros": `${zeros * 100}%` })}></div>
      ${
        model === null
          ? this.#empty(histogramAbsence(histogram))
          : html`<lab-chart
              .model=${model}
              .theme=${this.theme}
              .summary=${
                `Histogram of the activations of layer ${histogram.layer}: ${formatShare(zeros)} are exactly 0, ` +
                `the others run from ${model.x.ticks[0]?.label ?? ""} to ${model.x.ticks.at(-1)?.label ?? ""} (${model.x.title}).`
              }
            ></lab-chart>`
      }
      ${
        beyond > 0
          ? html`<p class="beyond muted">
              ${formatShare(beyond)} lie further than 4 std from the mean, outside the picture.
            </p>`
          : nothing
      }`;
  }

  #empty(sentence: string): unknown {
    return html`<p class="empty">${sentence}</p>`;
  }

  #onSlide(event: Event, settled: boolean): void {
    this.dispatchEvent(new ViewChangeEvent({ layer: Number((event.target as HTMLInputElement).value) }, settled));
  }
}

function layerName(layer: number, depth: number): string {
  if (layer === 0) return "Layer 0, the input";
  return layer === depth ? `Layer ${layer}, the last hidden` : `Layer ${layer}`;
}
