import { LitElement, html, nothing } from "lit";
import { customElement, property, query } from "lit/decorators.js";
import { live } from "lit/directives/live.js";
import { styleMap } from "lit/directives/style-map.js";
import type { PictureTheme } from "../../experiments/lab.ts";
import { pictureRange } from "../../experiments/pictureRange.ts";
import type { PaintedOn, SignalReport } from "../../experiments/signalReport.ts";
import { PICTURE_EXAMPLES } from "../../model/engine.ts";
import { controlStyles } from "../controls.styles.ts";
import type { AxisTick } from "../lab-chart/axisTicks.ts";
import { ViewChangeEvent } from "../signal-lab/viewChange.ts";
import { PictureCanvasesEvent } from "./pictureCanvases.ts";
import { scaleGradient } from "./pictureColours.ts";
import { GRADIENT_COUNT, layerPlace, layerTicks, pictureSummary, scaleTicks } from "./pictureText.ts";
import { signalPictureStyles } from "./signal-picture.styles.ts";

const RING = "0 0 0 1.5px var(--ink), 0 0 0 3px var(--paper)";

/** Layers and decades of scales that only keep their place, until there is a report. */
const UNKNOWN = { depth: 1, decades: 8 };

/**
 * Signal and gradient of every unit in every layer, as colours that a worker paints, with their scale.
 *
 * @fires picture-canvases Once, with the canvases that are to be painted.
 * @fires view-change With the layer that pointer or keyboard chose.
 */
@customElement("signal-picture")
export class SignalPictureElement extends LitElement {
  static override styles = [controlStyles, signalPictureStyles];

  /** What the picture on show was painted of. */
  @property({ attribute: false }) report: SignalReport | null = null;
  /** The canvas that shows it; null where it could not be painted. */
  @property() shown: PaintedOn = null;
  /** The layer of the histogram, framed here; 0, the input, has no column. */
  @property({ type: Number }) layer = 0;
  @property() theme: PictureTheme = "light";

  @query("canvas.gpu") private gpuCanvas!: HTMLCanvasElement;
  @query("canvas.plain") private plainCanvas!: HTMLCanvasElement;

  /** A canvas can be handed over once: the template makes both, and never again. */
  protected override firstUpdated(): void {
    const [gpu, plain] = [this.gpuCanvas, this.plainCanvas].map((canvas) => canvas.transferControlToOffscreen());
    this.dispatchEvent(new PictureCanvasesEvent(gpu!, plain!));
  }

  protected override render(): unknown {
    const { report } = this;
    const depth = report?.config.depth ?? UNKNOWN.depth;
    const decades = report === null ? UNKNOWN.decades : pictureRange(report);
    const summary = report === null ? "Picture of the signal: no numbers yet." : pictureSummary(report, decades);
    const isEmpty = report === null || this.shown === null;
    return html`<figure>
      <div class="head">
        <div>
          <h2>Signal and gradient, unit by unit</h2>
          <p class="caption muted">
            One column a layer, one row a unit: root mean square over ${PICTURE_EXAMPLES} examples
          </p>
        </div>
        <div class=${isEmpty ? "legend unseen" : "legend"}>${this.#legend(decades)}</div>
      </div>
      <div class="plot" title=${GRADIENT_COUNT}>
        <span class="panel signal" aria-hidden="true">signal</span>
        <span class="panel gradient" aria-hidden="true">gradient</span>
        <div class="canvases" role="img" aria-label=${summary}>
          <canvas class=${this.shown === "webgpu" ? "gpu shown" : "gpu"}></canvas>
          <canvas class=${this.shown === "2d" ? "plain shown" : "plain"}></canvas>
        </div>
        ${report === null ? nothing : this.#overPicture(depth)}
      </div>
      <div class=${isEmpty ? "layers unseen" : "layers"} aria-hidden="true">
        <span>layer</span>
        <div class="ticks">${layerTicks(depth).map((tick) => mark(tick, layerPlace(tick.value, depth)))}</div>
      </div>
    </figure>`;
  }

  #overPicture(depth: number): unknown {
    if (this.shown === null) return html`<p class="empty">This picture could not be painted here.</p>`;
    const style = { "--column": `${100 / depth}%`, "--ring": this.layer > 0 ? RING : "none" };
    return html`<input
      type="range"
      min="1"
      max=${depth}
      aria-label="Layer to look at"
      aria-valuetext=${`Layer ${this.layer}`}
      style=${styleMap(style)}
      .value=${live(String(this.layer))}
      @input=${(event: Event) => this.#onSlide(event, false)}
      @change=${(event: Event) => this.#onSlide(event, true)}
    />`;
  }

  #legend(decades: number): unknown {
    return html`<div class="scale">
        <div class="bar" style=${styleMap({ background: scaleGradient(this.theme) })}></div>
        <div class="ticks">${scaleTicks(decades).map((tick) => mark(tick, (tick.value / decades + 1) / 2))}</div>
      </div>
      <div class="silent"><i></i> silent: 0 in all ${PICTURE_EXAMPLES} examples</div>`;
  }

  #onSlide(event: Event, settled: boolean): void {
    this.dispatchEvent(new ViewChangeEvent({ layer: Number((event.target as HTMLInputElement).value) }, settled));
  }
}

function mark({ label }: AxisTick, place: number): unknown {
  return html`<span style=${styleMap({ left: `${100 * place}%` })}>${label}</span>`;
}
