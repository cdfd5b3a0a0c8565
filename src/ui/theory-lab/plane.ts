import type { DiagramWindow } from "../../model/diagram.ts";
import type { NonlinearityId } from "../../model/nonlinearity.ts";

/** A part of the (σ_w², σ_b²) plane. */
export type PlaneWindow = Pick<DiagramWindow, "sigmaW2" | "sigmaB2">;

/** A place in the plane. */
export interface PlanePoint {
  readonly sigmaW2: number;
  readonly sigmaB2: number;
}

type Range = readonly [low: number, high: number];

/** A window is as wide as this and this share of where it ends: float32 then tells 512 cells of it apart. */
const LEAST_SPAN = 1e-3;
const LEAST_SHARE = 1 / 4000;
/** Two ends of six digits, each off by half a digit, take no more than this from a least span: 1e-5 / LEAST_SHARE. */
const ROUNDED_OFF = 0.05;
/** As far as a configuration's variances reach. */
const MOST_SIGMA = 1e6;

const USUAL: PlaneWindow = { sigmaW2: [0, 4], sigmaB2: [0, 1] };
/** Where the line of a nonlinearity lies elsewhere. */
const OTHERS: Partial<Record<NonlinearityId, PlaneWindow>> = {
  sigmoid: { sigmaW2: [0, 200], sigmaB2: [0, 50] },
  softsign: { sigmaW2: [0, 8], sigmaB2: [0, 1] },
};

/** The part of the plane that shows a nonlinearity's phases. */
export function defaultWindow(activation: NonlinearityId): PlaneWindow {
  return OTHERS[activation] ?? USUAL;
}

/** The window after a zoom about a place in it: `factor` above 1 shows more. */
export function zoomed(window: PlaneWindow, about: PlanePoint, factor: number): PlaneWindow {
  return {
    sigmaW2: zoomedRange(window.sigmaW2, about.sigmaW2, factor),
    sigmaB2: zoomedRange(window.sigmaB2, about.sigmaB2, factor),
  };
}

/** The window moved by so much of its own size; it ends at 0. */
export function panned({ sigmaW2, sigmaB2 }: PlaneWindow, right: number, up: number): PlaneWindow {
  return { sigmaW2: moved(sigmaW2, right), sigmaB2: moved(sigmaB2, up) };
}

/** The window moved no farther than it takes to hold a point with a little air. */
export function holding(window: PlaneWindow, { sigmaW2, sigmaB2 }: PlanePoint): PlaneWindow {
  return { sigmaW2: reaching(window.sigmaW2, sigmaW2), sigmaB2: reaching(window.sigmaB2, sigmaB2) };
}

export function isInside({ sigmaW2, sigmaB2 }: PlaneWindow, point: PlanePoint): boolean {
  const within = ([low, high]: Range, value: number): boolean => value >= low && value <= high;
  return within(sigmaW2, point.sigmaW2) && within(sigmaB2, point.sigmaB2);
}

export function isSameWindow(one: PlaneWindow, other: PlaneWindow): boolean {
  return windowText(one) === windowText(other);
}

/** As the address holds it. */
export function windowText({ sigmaW2, sigmaB2 }: PlaneWindow): string {
  return [...sigmaW2, ...sigmaB2].map((value) => String(tidy(value))).join(",");
}

/** A number with no more digits than a pixel of a window can tell. */
export function tidy(value: number): number {
  return Number(value.toPrecision(6));
}

/** A window's four numbers as the address holds them, or null where they are none. */
export function readWindow(text: string): PlaneWindow | null {
  const parts = text.split(",");
  const numbers = parts.map(Number);
  if (parts.length !== 4 || parts.some((part) => part.trim() === "")) return null;
  if (numbers.some((value) => !(value >= 0 && value <= MOST_SIGMA))) return null;
  const [left, right, low, high] = numbers as [number, number, number, number];
  const window: PlaneWindow = { sigmaW2: [left, right], sigmaB2: [low, high] };
  const isWide = (range: Range): boolean => range[1] - range[0] >= (1 - ROUNDED_OFF) * leastSpan(range[1]);
  return isWide(window.sigmaW2) && isWide(window.sigmaB2) ? window : null;
}

export const WINDOW_ALLOWED = `four numbers from 0 to 1e6, σ_w² from and to, σ_b² from and to, such as 0,4,0,1, each pair at least ${LEAST_SPAN} apart, and a ${1 / LEAST_SHARE}th of the larger`;

/** The narrowest window that ends about here. */
function leastSpan(end: number): number {
  return Math.max(LEAST_SPAN, LEAST_SHARE * end);
}

function zoomedRange([low, high]: Range, about: number, factor: number): Range {
  const before = high - low;
  const least = leastSpan(high);
  // One that is as narrow as can be keeps its digits.
  if (factor < 1 && before <= (1 + ROUNDED_OFF) * least) return [low, high];
  const span = Math.min(MOST_SIGMA, Math.max(least, before * factor));
  return placed(about - ((about - low) / before) * span, span);
}

function moved([low, high]: Range, share: number): Range {
  return placed(low + share * (high - low), high - low);
}

const AIR = 0.1;

function reaching([low, high]: Range, value: number): Range {
  if (value >= low && value <= high) return [low, high];
  const span = Math.max(high - low, leastSpan(value));
  return placed(value < low ? value - AIR * span : value + AIR * span - span, span);
}

/** A range of a span from `low` on, moved inside what there is. */
function placed(low: number, wanted: number): Range {
  const span = Math.max(wanted, leastSpan(low + wanted));
  const from = Math.min(Math.max(0, low), MOST_SIGMA - span);
  return [tidy(from), tidy(from + span)];
}
