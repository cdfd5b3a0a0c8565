import { LitElement, html, nothing, svg } from "lit";
import { customElement, property, query } from "lit/decorators.js";
import { styleMap } from "lit/directives/style-map.js";
import type { PictureTheme } from "../../experiments/lab.ts";
import type { RunFrame, ShownData, Side, TrainingLab } from "../../experiments/training/trainingLab.ts";
import { controlStyles } from "../controls.styles.ts";
import { planePlotStyles } from "../planePlot.styles.ts";
import { ElementWidth } from "../element-width/elementWidth.ts";
import { type BoundaryAxis, boundaryAxes } from "./boundaryAxes.ts";
import { classMark, probabilityGradient } from "./boundaryColours.ts";
import { accuracyText, boundarySummary, sampleText } from "./boundaryText.ts";
import { type ClassMarks, classMarks, markPath } from "./exampleMarks.ts";
import { FollowedSize } from "./followedSize.ts";
import { trainingBoundaryStyles } from "./training-boundary.styles.ts";

/** Room for the axes, in rem: marks and titles. */
const MARGIN = { left: 3.6, right: 0.6, top: 0.4, bottom: 3 };
/** In rem: no plot is larger. */
const LARGEST = 30;
/** In rem: as large as a plot is taken for before it is measured. */
const UNKNOWN = 20;
/** About so much room for each mark, in rem. */
const MARK_ROOM = 3.2;
const TICK = 5;
const ABSENCE = "The ground could not be painted here; the numbers are right.";

/**
 * What one run tells of every point of the plane: a worker's painting, with the examples on it.
 *
 * Hands its two canvases to the lab once, as soon as there is one, and then tells it when they are to grow or to shrink.
 */
@customElement("training-boundary")
export class TrainingBoundary extends LitElement {
  static override styles = [controlStyles, planePlotStyles, trainingBoundaryStyles];

  @property({ attribute: false }) lab: TrainingLab | null = null;
  @property({ type: Number }) side: Side = 0;
  @property({ attribute: false }) data: ShownData | null = null;
  @property({ attribute: false }) frame: RunFrame | null = null;
  @property() theme: PictureTheme = "light";

  @query("canvas.gpu") private gpuCanvas!: HTMLCanvasElement;
  @query("canvas.plain") private plainCanvas!: HTMLCanvasElement;
  readonly #size = new ElementWidth(this);
  #isHandedOver = false;
  /** Has the canvas of the GPU follow the plot's pixels. */
  readonly #pixels = new FollowedSize((pixels) => this.lab!.resizeBoundary(this.side, pixels));
  #marks: readonly ClassMarks[] = [];
  /** What the marks were made for. */
  #marked: readonly [data: ShownData, side: number] | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener("resize", this.#onResize);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener("resize", this.#onResize);
  }

  /** A page that is zoomed may keep its width, but not its pixels. */
  #onResize = (): void => this.requestUpdate();

  /** A canvas can be handed over once, in the plot's size in the device's pixels; from then on the lab sizes it. */
  protected override updated(): void {
    const { lab } = this;
    if (lab === null) return;
    // What was measured when the size last changed: to ask the page at every frame would have it laid out at once.
    const { value, rem } = this.#size;
    if (this.#isHandedOver) {
      if (value > 0) this.#pixels.follow(devicePixels(plotSide(value, rem)));
      return;
    }
    const pixels = devicePixels(plotSide(this.clientWidth, rem));
    this.#isHandedOver = true;
    this.#pixels.sent = pixels;
    const [gpu, plain] = [this.gpuCanvas, this.plainCanvas].map((canvas) => {
      canvas.width = canvas.height = pixels;
      return canvas.transferControlToOffscreen();
    });
    // Where the machine has failed, the lab says so.
    lab.showBoundary(this.side, gpu!, plain!).catch(() => undefined);
  }

  protected override render(): unknown {
    const { data, frame } = this;
    const { rem } = this.#size;
    const side = plotSide(this.#size.value, rem);
    const place = {
      left: `${MARGIN.left * rem}px`,
      top: `${MARGIN.top * rem}px`,
      width: `${side}px`,
      height: `${side}px`,
    };
    return html`<figure>
      <figcaption>
        <span class="right">${frame === null ? "\u00a0" : accuracyText(frame)}</span>
        <span class="muted">${data === null ? nothing : sampleText(data)}</span>
      </figcaption>
      <div class="figure" style=${styleMap({ height: `${side + (MARGIN.top + MARGIN.bottom) * rem}px` })}>
        ${data === null ? nothing : this.#axes(data, side)}
        <div
          class="plot"
          role="img"
          aria-label=${data === null ? "No picture yet." : boundarySummary(data, frame)}
          style=${styleMap(place)}
        >
          <canvas class=${frame?.paintedOn === "webgpu" ? "gpu shown" : "gpu"}></canvas>
          <canvas class=${frame?.paintedOn === "2d" ? "plain shown" : "plain"}></canvas>
          ${frame !== null && frame.paintedOn === null ? html`<p class="empty">${ABSENCE}</p>` : nothing}
          ${data === null ? nothing : this.#examples(data, side)}
        </div>
      </div>
      ${data === null ? nothing : this.#legend(data)}
    </figure>`;
  }

  #examples(data: ShownData, side: number): unknown {
    if (this.#marked === null || this.#marked[0] !== data || this.#marked[1] !== side) {
      this.#marks = classMarks(data, side);
      this.#marked = [data, side];
    }
    return svg`<svg class="examples" viewBox=${`0 0 ${side} ${side}`} stroke="var(--paper)">
      ${this.#marks.map(({ classIndex, path }) => svg`<path d=${path} fill=${classMark(classIndex, this.theme)} />`)}
    </svg>`;
  }

  #axes(data: ShownData, side: number): unknown {
    const { rem } = this.#size;
    const [across, up] = boundaryAxes(data, side / (MARK_ROOM * rem));
    const [left, top] = [MARGIN.left * rem, MARGIN.top * rem];
    const x = ({ value }: BoundaryAxis["ticks"][number]): number => left + value * side;
    const y = ({ value }: BoundaryAxis["ticks"][number]): number => top + (1 - value) * side;
    const bottom = top + side;
    return svg`<svg class="axes" aria-hidden="true">
      <path d=${across.ticks.map((tick) => `M${x(tick)} ${bottom}v${TICK}`).join("") + up.ticks.map((tick) => `M${left} ${y(tick)}h${-TICK}`).join("")} />
      ${across.ticks.map((tick) => svg`<text x=${x(tick)} y=${bottom + TICK + 0.75 * rem} text-anchor="middle" dominant-baseline="middle">${tick.label}</text>`)}
      ${up.ticks.map((tick) => svg`<text x=${left - TICK - 0.25 * rem} y=${y(tick)} text-anchor="end" dominant-baseline="middle">${tick.label}</text>`)}
      <text class="title" x=${left + side / 2} y=${bottom + 2.35 * rem} text-anchor="middle">${across.title}</text>
      <text class="title" text-anchor="middle" transform=${`translate(${0.85 * rem} ${top + side / 2}) rotate(-90)`}>${up.title}</text>
    </svg>`;
  }

  #legend({ classNames }: ShownData): unknown {
    return html`<div class="legend">
      <ul aria-label="Classes">
        ${classNames.map((name, classIndex) => html`<li>${legendMark(classIndex, this.theme)} ${name}</li>`)}
      </ul>
      ${
        classNames.length === 2
          ? html`<span class="scale"
              >probability of ${classNames[1]}: 0
              <span class="bar" style=${styleMap({ background: probabilityGradient(this.theme) })}></span>
              1, the line at ½</span
            >`
          : html`<span>ground: the most probable class, stronger where it is surer</span>`
      }
    </div>`;
  }
}

/** The plot's width, and height, in an element so many pixels wide; an element of no width is not on show yet. */
function plotSide(width: number, rem: number): number {
  const room = width === 0 ? UNKNOWN * rem : width - (MARGIN.left + MARGIN.right) * rem;
  return Math.max(1, Math.floor(Math.min(LARGEST * rem, room)));
}

function legendMark(classIndex: number, theme: PictureTheme): unknown {
  return svg`<svg viewBox="0 0 16 16" aria-hidden="true"><path d=${markPath(classIndex, 8, 8, 5.5)} fill=${classMark(classIndex, theme)} /></svg>`;
}

function devicePixels(cssPixels: number): number {
  return Math.round(cssPixels * devicePixelRatio);
}
