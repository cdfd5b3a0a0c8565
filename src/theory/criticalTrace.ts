import type { DiagramWindow } from "../model/diagram.ts";
import type { NonlinearityId } from "../model/nonlinearity.ts";
import { type CriticalRange, criticalPoint, criticalSamples } from "./criticalCurve.ts";

/** A point of the plane. */
export type PlanePoint = readonly [sigmaW2: number, sigmaB2: number];

/** The plane's part that is looked at. */
export type PlaneWindow = Pick<DiagramWindow, "sigmaW2" | "sigmaB2">;

/** Pieces of a line are no longer than this share of the window, at which a curve looks smooth at any size. */
const FINEST = 1 / 256;
const DEEPEST = 20;

/** The curve chi1 = 1 over a range of ln q, where it runs through the window, in as many parts as it does so. */
export function traceCurve(activation: NonlinearityId, range: CriticalRange, window: PlaneWindow): PlanePoint[][] {
  const [from, to] = range;
  const between = criticalSamples(activation)
    .map(({ q }) => Math.log(q))
    .filter((lnQ) => lnQ > from && lnQ < to);
  const at = (lnQ: number): PlanePoint => {
    const { sigmaW2, sigmaB2 } = criticalPoint(activation, Math.exp(lnQ));
    return [sigmaW2, Math.max(0, sigmaB2)];
  };
  const line = [at(from)];
  const refine = (low: number, high: number, end: PlanePoint, depth: number): void => {
    const start = line.at(-1)!;
    if (depth < DEEPEST && isNear(window, start, end) && isLong(window, start, end)) {
      const middle = (low + high) / 2;
      refine(low, middle, at(middle), depth + 1);
      refine(middle, high, end, depth + 1);
    } else line.push(end);
  };
  let low = from;
  for (const high of [...between, to]) {
    refine(low, high, at(high), 0);
    low = high;
  }
  return clip(window, line);
}

/** The parts of a line within the window, cut at its edge. */
export function clip(window: PlaneWindow, line: readonly PlanePoint[]): PlanePoint[][] {
  const parts: PlanePoint[][] = [];
  let open: PlanePoint[] | null = null;
  for (let index = 1; index < line.length; index += 1) {
    const [start, end] = [line[index - 1]!, line[index]!];
    const inside = shareInside(window, start, end);
    if (inside === null) {
      open = null;
      continue;
    }
    if (open === null || inside[0] > 0) {
      open = [along(start, end, inside[0])];
      parts.push(open);
    }
    open.push(along(start, end, inside[1]));
  }
  return parts;
}

const AXES = [
  [0, "sigmaW2"],
  [1, "sigmaB2"],
] as const;

/** Whether the box about a piece comes within a window's size of the window: the curve may bulge out of the box. */
function isNear(window: PlaneWindow, start: PlanePoint, end: PlanePoint): boolean {
  return AXES.every(([axis, name]) => {
    const [low, high] = window[name];
    const size = high - low;
    return Math.max(start[axis], end[axis]) >= low - size && Math.min(start[axis], end[axis]) <= high + size;
  });
}

function isLong(window: PlaneWindow, start: PlanePoint, end: PlanePoint): boolean {
  return AXES.some(([axis, name]) => {
    const [low, high] = window[name];
    return Math.abs(end[axis] - start[axis]) > FINEST * (high - low);
  });
}

/** The share of a straight piece that lies within the window, as [from, to] of [0, 1]; null for none. */
function shareInside(window: PlaneWindow, start: PlanePoint, end: PlanePoint): readonly [number, number] | null {
  let [from, to] = [0, 1];
  for (const [axis, name] of AXES) {
    const [low, high] = window[name];
    const step = end[axis] - start[axis];
    if (step === 0) {
      if (start[axis] < low || start[axis] > high) return null;
      continue;
    }
    const [atLow, atHigh] = [(low - start[axis]) / step, (high - start[axis]) / step];
    from = Math.max(from, Math.min(atLow, atHigh));
    to = Math.min(to, Math.max(atLow, atHigh));
  }
  return from < to ? [from, to] : null;
}

function along(start: PlanePoint, end: PlanePoint, share: number): PlanePoint {
  if (share === 0) return start;
  if (share === 1) return end;
  return [start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share];
}
