import { LitElement, html, nothing, svg } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { classMap } from "lit/directives/class-map.js";
import { styleMap } from "lit/directives/style-map.js";
import type { PictureTheme } from "../../experiments/lab.ts";
import type { CriticalLine, DiagramPainted } from "../../experiments/theory/theoryLab.ts";
import type { DiagramQuantity } from "../../model/diagram.ts";
import type { NonlinearityId } from "../../model/nonlinearity.ts";
import { controlStyles } from "../controls.styles.ts";
import { planePlotStyles } from "../planePlot.styles.ts";
import { ElementWidth } from "../element-width/elementWidth.ts";
import { type PlanePoint, type PlaneWindow, holding, isInside, zoomed } from "../theory-lab/plane.ts";
import { TheoryChangeEvent, TheoryViewEvent } from "../theory-lab/theoryEvents.ts";
import { criticalPath, lineName } from "./criticalPath.ts";
import { DiagramCanvasesEvent, PlaneHoverEvent } from "./diagramCanvases.ts";
import { diagramAxes, longestLabel } from "./diagramAxes.ts";
import { drawnAxis } from "./drawnAxis.ts";
import { PlaneGestures, type PlaneSurface } from "./planeGestures.ts";
import { ZOOM, keyAction } from "./planeKeys.ts";
import { type PlotFrame, figureHeight, plotFrame, stepped, toPixels, toPlane } from "./plotFrame.ts";
import { sheetPlace } from "./sheetPlace.ts";
import { theoryDiagramStyles } from "./theory-diagram.styles.ts";

/** A picture on the canvases, and what it shows. */
export interface ShownDiagram {
  readonly painted: DiagramPainted;
  readonly activation: NonlinearityId;
  readonly window: PlaneWindow;
  readonly quantity: DiagramQuantity;
  readonly theme: PictureTheme;
}

const KEYS =
  "Arrow keys move the point, with Shift ten times as far. Plus and minus zoom about it, Home shows the whole map again.";

/**
 * The phase diagram: a worker's painting of the (σ_w², σ_b²) plane with its axes, the critical lines and the chosen
 * point, to be dragged, panned and zoomed by mouse, hand and keyboard.
 *
 * @fires diagram-canvases Once, with the canvases that are to be painted.
 * @fires theory-change With σ_w² and σ_b² of the point.
 * @fires theory-view With another window.
 * @fires plane-hover With the place under the mouse.
 */
@customElement("theory-diagram")
export class TheoryDiagram extends LitElement {
  static override styles = [controlStyles, planePlotStyles, theoryDiagramStyles];

  /** The part of the plane on show. */
  @property({ attribute: false }) window!: PlaneWindow;
  /** Where Home leads. */
  @property({ attribute: false }) home: PlaneWindow | null = null;
  @property({ attribute: false }) point!: PlanePoint;
  /** What is on the canvases; null where nothing is. */
  @property({ attribute: false }) shown: ShownDiagram | null = null;
  /** True where the picture is not of what is asked for. */
  @property({ type: Boolean }) outdated = false;
  /** In float64. */
  @property({ attribute: false }) lines: readonly CriticalLine[] = [];
  /** The diagram in words, for those who do not see it. */
  @property() summary = "";
  /** Stands in place of a picture. */
  @property() absence = "";

  @state() private mode: PlaneGestures["mode"] = "none";
  @query(".plot") private plot!: HTMLElement;
  @query("canvas.gpu") private gpuCanvas!: HTMLCanvasElement;
  @query("canvas.plain") private plainCanvas!: HTMLCanvasElement;
  /** True while an arrow key is held. */
  #keyMoves = false;
  readonly #size = new ElementWidth(this);
  readonly #gestures = new PlaneGestures(() => this.#surface(), {
    onPoint: (point, settled) => this.#move(point, settled),
    onWindow: (window, settled) => this.#show(window, settled),
    onHover: (point) => this.dispatchEvent(new PlaneHoverEvent(point)),
  });

  /** A canvas can be handed over once: the template makes both, and never again. */
  protected override firstUpdated(): void {
    const [gpu, plain] = [this.gpuCanvas, this.plainCanvas].map((canvas) => canvas.transferControlToOffscreen());
    this.dispatchEvent(new DiagramCanvasesEvent(gpu!, plain!));
  }

  get #frame(): PlotFrame {
    const { value, rem } = this.#size;
    const frame = (label: number): PlotFrame => plotFrame(value || 320, globalThis.innerHeight, rem, label);
    return frame(longestLabel(frame(0), this.window, rem));
  }

  protected override render(): unknown {
    const frame = this.#frame;
    const { left, top, width, height } = frame;
    const place = { left: `${left}px`, top: `${top}px`, width: `${width}px`, height: `${height}px` };
    const classes = {
      plot: true,
      panning: this.mode === "pan" || this.mode === "pinch",
      holding: this.mode === "point",
    };
    return html`<div class="figure" style=${styleMap({ height: `${figureHeight(frame, this.#size.rem)}px` })}>
        <svg class="axes" aria-hidden="true">${diagramAxes(frame, this.window, this.#size.rem).map(drawnAxis)}</svg>
        <div
          class=${classMap(classes)}
          style=${styleMap(place)}
          tabindex="0"
          role="application"
          aria-roledescription="map"
          aria-label=${this.summary}
          aria-describedby="keys"
          @keydown=${this.#onKey}
          @keyup=${this.#onKeyEnd}
          @blur=${this.#onKeyEnd}
          @pointerdown=${(event: PointerEvent) => this.#onPointer(() => this.#gestures.down(event))}
          @pointermove=${(event: PointerEvent) => this.#onPointer(() => this.#gestures.move(event))}
          @pointerup=${(event: PointerEvent) => this.#onPointer(() => this.#gestures.up(event))}
          @pointercancel=${(event: PointerEvent) => this.#onPointer(() => this.#gestures.cancel(event))}
          @pointerleave=${() => this.#gestures.leave()}
          @wheel=${(event: WheelEvent) => this.#gestures.wheel(event)}
        >
          ${this.#picture()} ${this.#overPicture(frame)}
        </div>
        ${this.#elsewhere(place)}
      </div>
      ${this.#buttons()}
      <p id="keys" class="hidden">${KEYS}</p>`;
  }

  /** The painting, moved and stretched to where its own window lies in the one on show. */
  #picture(): unknown {
    const on = this.shown?.painted.on;
    return html`<div class=${this.outdated ? "canvases outdated" : "canvases"}>
      <div
        class="sheet"
        style=${styleMap(this.shown === null ? { inset: "0" } : sheetPlace(this.shown.window, this.window))}
      >
        <canvas class=${on === "webgpu" ? "gpu shown" : "gpu"} aria-hidden="true"></canvas>
        <canvas class=${on === "2d" ? "plain shown" : "plain"} aria-hidden="true"></canvas>
      </div>
      ${this.shown === null ? html`<p class="empty">${this.absence}</p>` : nothing}
    </div>`;
  }

  #overPicture(frame: PlotFrame): unknown {
    // Nothing is drawn through the words that stand in place of a picture.
    const lines = this.shown === null ? [] : this.lines;
    const path = criticalPath(frame, this.window, lines);
    const name = lineName(frame, this.window, lines, this.#size.rem);
    const [x, y] = toPixels(frame, this.window, this.point);
    const label =
      name && svg`<text class="name" x=${name.x} y=${name.y} text-anchor=${name.anchor}>edge of chaos, χ₁ = 1</text>`;
    const handle = svg`<g class="knob" transform="translate(${x} ${y})">
      <circle class="grip" r="18" /><circle class="outer" r="8" /><circle class="inner" r="3" />
    </g>`;
    return html`<svg class="over" aria-hidden="true">
        <path class="halo" d=${path} />
        <path class="line" d=${path} />
        ${this.shown === null ? nothing : svg`<path class="cross" d="M0 ${y}H${frame.width}M${x} 0V${frame.height}" />`}
        ${label ?? nothing}
      </svg>
      <svg class="over handle" aria-hidden="true">${isInside(this.window, this.point) ? handle : nothing}</svg>`;
  }

  #elsewhere(place: Readonly<Record<string, string>>): unknown {
    if (isInside(this.window, this.point)) return nothing;
    return html`<div style=${styleMap({ position: "absolute", "pointer-events": "none", ...place })}>
      <p class="elsewhere" style="pointer-events: auto">
        The point lies outside this part of the map.
        <button type="button" @click=${this.#showPoint}>Show it</button>
      </p>
    </div>`;
  }

  #buttons(): unknown {
    const isHome = this.home === null;
    return html`<div class="zoom">
      <button type="button" aria-label="Zoom in" title="Zoom in" @click=${() => this.#zoom(1 / ZOOM)}>+</button>
      <button type="button" aria-label="Zoom out" title="Zoom out" @click=${() => this.#zoom(ZOOM)}>−</button>
      <button type="button" aria-disabled=${isHome ? "true" : "false"} @click=${this.#goHome}>Whole map</button>
      <p class="muted">Drag point or ground; Ctrl + wheel zooms</p>
    </div>`;
  }

  #surface(): PlaneSurface {
    const frame = this.#frame;
    return {
      window: this.window,
      focused: this.plot.matches(":focus"),
      box: this.plot.getBoundingClientRect(),
      handle: toPixels(frame, this.window, this.point),
      placeAt: (x, y) => toPlane(frame, this.window, [x, y]),
    };
  }

  #onPointer(gesture: () => void): void {
    gesture();
    this.mode = this.#gestures.mode;
  }

  #onKey(event: KeyboardEvent): void {
    const action = keyAction(event);
    if (action === null) return;
    event.preventDefault();
    if (action.kind === "zoom") this.#zoom(action.factor);
    else if (action.kind === "home") this.#goHome();
    else this.#step(action.right, action.up);
  }

  #step(right: number, up: number): void {
    const point = stepped(this.window, this.point, right, up);
    this.#keyMoves = true;
    this.#move(point, false);
    if (!isInside(this.window, point)) this.#show(holding(this.window, point), false);
  }

  /** A held key moves many times and settles once, when it is let go. */
  #onKeyEnd(): void {
    if (!this.#keyMoves) return;
    this.#keyMoves = false;
    this.#move(this.point, true);
  }

  #move({ sigmaW2, sigmaB2 }: PlanePoint, settled: boolean): void {
    this.dispatchEvent(new TheoryChangeEvent({ sigmaW2, sigmaB2 }, settled));
  }

  #zoom(factor: number): void {
    const { sigmaW2, sigmaB2 } = this.window;
    const centre = { sigmaW2: (sigmaW2[0] + sigmaW2[1]) / 2, sigmaB2: (sigmaB2[0] + sigmaB2[1]) / 2 };
    this.#show(zoomed(this.window, isInside(this.window, this.point) ? this.point : centre, factor), true);
  }

  /** The button goes with the window; whoever pressed it is led to the map. */
  #showPoint(): void {
    this.plot.focus();
    this.#show(holding(this.window, this.point), true);
  }

  #goHome(): void {
    if (this.home !== null) this.#show(this.home, true);
  }

  #show(window: PlaneWindow, settled: boolean): void {
    this.dispatchEvent(new TheoryViewEvent({ window }, settled));
  }
}
