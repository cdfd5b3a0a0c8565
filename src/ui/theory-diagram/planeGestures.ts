import { type PlanePoint, type PlaneWindow, isSameWindow, panned, zoomed } from "../theory-lab/plane.ts";

/** What a person's hand on the plot asks for. */
export interface PlaneListener {
  /** The point shall be here; `settled` once it was let go. */
  onPoint(point: PlanePoint, settled: boolean): void;
  onWindow(window: PlaneWindow, settled: boolean): void;
  /** The mouse is here; null once it has left. */
  onHover(point: PlanePoint | null): void;
}

/** The plot under the hand, as it stands at the moment. */
export interface PlaneSurface {
  readonly window: PlaneWindow;
  /** True while the plot has the focus: then the wheel is its own. */
  readonly focused: boolean;
  /** The plot's place on the screen. */
  readonly box: DOMRect;
  /** The chosen point in pixels from the plot's corner. */
  readonly handle: readonly [x: number, y: number];
  placeAt(x: number, y: number): PlanePoint;
}

type Place = readonly [x: number, y: number];
type Mode = "none" | "point" | "press" | "pan" | "pinch";

/** A hand that trembles less than this has clicked. */
const CLICK_PX = 4;
/** How near to the point a press takes hold of it. */
const GRIP_PX = { mouse: 12, touch: 26 };
const WHEEL_ZOOM = 0.0015;
/** WheelEvent.DOM_DELTA_LINE, and how high a line is taken to be. */
const LINES = 1;
const LINE_PX = 20;
/** The wheel has no end of its own: it has ended when it rests. */
const WHEEL_REST_MS = 350;

/** Turns pointers and wheel on a plot into moves of the point, pans and zooms. */
export class PlaneGestures {
  #mode: Mode = "none";
  readonly #pointers = new Map<number, Place>();
  #start: { place: Place; window: PlaneWindow; spread: number } | null = null;
  /** Where the held point was last told to be; null where it has not moved. */
  #told: PlanePoint | null = null;
  #wheelRest: ReturnType<typeof setTimeout> | undefined;

  constructor(
    readonly surface: () => PlaneSurface,
    readonly listener: PlaneListener,
  ) {}

  /** What the hand is doing. */
  get mode(): Mode {
    return this.#mode;
  }

  down(event: PointerEvent): void {
    if (event.button !== 0) return;
    const place = this.#place(event);
    this.#pointers.set(event.pointerId, place);
    (event.currentTarget as Element).setPointerCapture(event.pointerId);
    this.listener.onHover(null);
    if (this.#pointers.size === 1) this.#mode = this.#grips(place, event.pointerType) ? "point" : "press";
    else this.#mode = "pinch";
    this.#begin();
  }

  move(event: PointerEvent): void {
    const place = this.#place(event);
    if (!this.#pointers.has(event.pointerId)) {
      if (event.pointerType === "mouse") this.listener.onHover(this.surface().placeAt(...place));
      return;
    }
    this.#pointers.set(event.pointerId, place);
    const start = this.#start!;
    if (this.#mode === "press" && distance(place, start.place) > CLICK_PX) this.#mode = "pan";
    if (this.#mode === "point") {
      this.#told = this.surface().placeAt(...place);
      this.listener.onPoint(this.#told, false);
    }
    if (this.#mode === "pan" || this.#mode === "pinch") this.listener.onWindow(this.#dragged(), false);
  }

  up(event: PointerEvent): void {
    if (!this.#pointers.has(event.pointerId)) return;
    const { surface, listener } = this;
    const place = this.#place(event);
    const mode = this.#mode;
    this.#pointers.delete(event.pointerId);
    if (mode === "point" || mode === "press") listener.onPoint(surface().placeAt(...place), true);
    else if (mode === "pan" || mode === "pinch") listener.onWindow(surface().window, true);
    // The hand that stays after a pinch pans on.
    this.#mode = this.#pointers.size > 0 ? "pan" : "none";
    this.#begin();
  }

  /** The browser took the pointer, to scroll the page: what was done stays. */
  cancel(event: PointerEvent): void {
    if (!this.#pointers.has(event.pointerId)) return;
    const [mode, told] = [this.#mode, this.#told];
    this.#mode = "none";
    this.#pointers.clear();
    this.#begin();
    if (mode === "point" && told !== null) this.listener.onPoint(told, true);
    else if (mode === "pan" || mode === "pinch") this.listener.onWindow(this.surface().window, true);
  }

  leave(): void {
    this.listener.onHover(null);
  }

  /** Zooms with Ctrl or Cmd, as which browsers also report a pinch on a trackpad; else the page scrolls on. */
  wheel(event: WheelEvent): void {
    const { window, box, focused } = this.surface();
    if (!focused && !event.ctrlKey && !event.metaKey) return;
    const pixels = event.deltaMode === LINES ? event.deltaY * LINE_PX : event.deltaY;
    const next = zoomed(window, placeIn(window, box, this.#place(event)), Math.exp(pixels * WHEEL_ZOOM));
    // Where there is nothing more to zoom, the wheel scrolls the page.
    if (isSameWindow(next, window)) return;
    event.preventDefault();
    this.listener.onWindow(next, false);
    clearTimeout(this.#wheelRest);
    this.#wheelRest = setTimeout(() => this.listener.onWindow(this.surface().window, true), WHEEL_REST_MS);
  }

  #begin(): void {
    this.#told = null;
    const places = [...this.#pointers.values()];
    if (places.length === 0) {
      this.#start = null;
      return;
    }
    this.#start = { place: middle(places), window: this.surface().window, spread: spread(places) };
  }

  /** The window under the moved pointers: what lay under them still does. */
  #dragged(): PlaneWindow {
    const { box } = this.surface();
    const { place, window, spread: before } = this.#start!;
    const places = [...this.#pointers.values()];
    const [x, y] = middle(places);
    const moved = panned(window, (place[0] - x) / box.width, (y - place[1]) / box.height);
    return this.#mode === "pinch" ? zoomed(moved, placeIn(moved, box, [x, y]), before / spread(places)) : moved;
  }

  #grips(place: Place, pointerType: string): boolean {
    return distance(place, this.surface().handle) <= (pointerType === "mouse" ? GRIP_PX.mouse : GRIP_PX.touch);
  }

  #place({ clientX, clientY }: MouseEvent): Place {
    const { left, top } = this.surface().box;
    return [clientX - left, clientY - top];
  }
}

/** The place of a window under a pixel, exactly. */
function placeIn({ sigmaW2, sigmaB2 }: PlaneWindow, { width, height }: DOMRect, [x, y]: Place): PlanePoint {
  return {
    sigmaW2: sigmaW2[0] + (x / width) * (sigmaW2[1] - sigmaW2[0]),
    sigmaB2: sigmaB2[0] + (1 - y / height) * (sigmaB2[1] - sigmaB2[0]),
  };
}

function distance([x, y]: Place, [u, v]: Place): number {
  return Math.hypot(x - u, y - v);
}

function middle(places: readonly Place[]): Place {
  const sum = places.reduce<Place>(([x, y], [u, v]) => [x + u, y + v], [0, 0]);
  return [sum[0] / places.length, sum[1] / places.length];
}

/** How far apart two pointers are; 1 for one alone. */
function spread([one, other]: readonly Place[]): number {
  return one === undefined || other === undefined ? 1 : Math.max(1, distance(one, other));
}
