import { LitElement, html, svg } from "lit";
import { customElement, property } from "lit/decorators.js";
import { live } from "lit/directives/live.js";
import { styleMap } from "lit/directives/style-map.js";
import type { CircleLayer, CircleReport } from "../../experiments/theory/circleReport.ts";
import { controlStyles } from "../controls.styles.ts";
import { formatShare } from "../format.ts";
import { decimalsText } from "../theory-view/lnText.ts";
import "./circle-plot.ts";
import { markPath } from "./circle-plot.ts";
import { extentOf, flatShare, layerName, stripLayers } from "./circleModel.ts";
import { circleLayersStyles } from "./circle-layers.styles.ts";

/** Small pictures in the strip. */
const STRIP = 12;
const QUARTERS = ["0°", "90°", "180°", "270°"];

/** A person chose a layer. */
export class LayerChooseEvent extends Event {
  static readonly type = "layer-choose";
  constructor(readonly layer: number) {
    super(LayerChooseEvent.type);
  }
}

declare global {
  interface HTMLElementEventMap {
    "layer-choose": LayerChooseEvent;
  }
}

/**
 * What the circle has become: one layer large, with a slider, and a strip of layers from the input to the last.
 *
 * @fires layer-choose With the layer that the slider or the strip chose.
 */
@customElement("circle-layers")
export class CircleLayers extends LitElement {
  static override styles = [controlStyles, circleLayersStyles];

  @property({ attribute: false }) report!: CircleReport;
  /** The layer shown large. */
  @property({ type: Number }) layer = 0;

  protected override render(): unknown {
    const { report, layer } = this;
    const { depth } = report.config;
    const extent = extentOf(report);
    const shown = report.layers[layer]!;
    return html`<h2>A circle of inputs, layer by layer</h2>
      <p class="caption muted">
        Its two main directions, about its centre; coloured by the angle at the input. The dashed circle has the layer’s
        root mean square as its radius.
      </p>
      <circle-plot
        class="large"
        detailed
        .points=${shown.projection}
        .extent=${extent}
        .summary=${circleSummary(shown, depth)}
      ></circle-plot>
      ${legend()}
      <div class="layer">
        <label for="layer">${layerName(layer, depth)}</label>
        <input
          id="layer"
          type="range"
          min="0"
          max=${depth}
          aria-valuetext=${layerName(layer, depth)}
          style=${styleMap({ "--filled": `${(100 * layer) / depth}%` })}
          .value=${live(String(layer))}
          @input=${(event: Event) => this.#choose(Number((event.target as HTMLInputElement).value))}
        />
      </div>
      <ul class="strip" aria-label="Layers at a glance">
        ${stripLayers(depth, STRIP).map((one) => this.#small(report.layers[one]!, extent))}
      </ul>`;
  }

  #small({ layer, projection }: CircleLayer, extent: number): unknown {
    return html`<li>
      <button
        type="button"
        aria-label=${layerName(layer, this.report.config.depth)}
        aria-pressed=${layer === this.layer ? "true" : "false"}
        @click=${() => this.#choose(layer)}
      >
        <circle-plot .points=${projection} .extent=${extent} .thickness=${1.75}></circle-plot>
        ${layer}
      </button>
    </li>`;
  }

  #choose(layer: number): void {
    this.dispatchEvent(new LayerChooseEvent(layer));
  }
}

function legend(): unknown {
  return html`<ul class="legend" aria-label="Legend">
    ${QUARTERS.map(
      (name, mark) =>
        html`<li>
          <svg viewBox="-1 -1 2 2" aria-hidden="true">
            ${svg`<path d=${markPath(mark, 0, 0, 0.75)} stroke-width="0.3" />`}
          </svg>
          input at ${name}
        </li>`,
    )}
  </ul>`;
}

/** The curve in words. */
function circleSummary(layer: CircleLayer, depth: number): string {
  const name = layerName(layer.layer, depth);
  if (layer.lnQ === null) return `${name}: every unit is 0, so there is no curve.`;
  const { quarterCorrelation: mean, quarterRms: rms } = layer;
  const angle =
    mean === null || rms === null
      ? ""
      : ` Inputs a right angle apart have correlation ${decimalsText(mean, 3)} on average, ${decimalsText(rms, 3)} in its root mean square.`;
  return `${name}: the curve that the circle of inputs has become; its two main directions hold ${formatShare(flatShare(layer))} of its variance.${angle}`;
}
