import type { CriticalLine } from "../../experiments/theory/theoryLab.ts";
import type { PlaneWindow } from "../theory-lab/plane.ts";
import { type PlotFrame, toPixels } from "./plotFrame.ts";

/** Where the name of the line stands: beside the line, on the side with room. */
export interface LineName {
  readonly x: number;
  readonly y: number;
  readonly anchor: "start" | "end";
}

const GAP_PX = 10;
/** How high in the plot the name is best placed. */
const BEST_HEIGHT = 0.3;
/** How wide the name is, in rem. */
const NAME_WIDTH = 9.5;

/** The lines in pixels of the plot, as the d of an SVG path. */
export function criticalPath(frame: PlotFrame, window: PlaneWindow, lines: readonly CriticalLine[]): string {
  return lines
    .map((line) => line.map((point) => pixelsOf(frame, window, point).map(oneDecimal).join(" ")))
    .filter((points) => points.length > 1)
    .map((points) => `M${points.join("L")}`)
    .join("");
}

/** A place beside the lines for their name, or null where none crosses the plot or there is no room. */
export function lineName(
  frame: PlotFrame,
  window: PlaneWindow,
  lines: readonly CriticalLine[],
  rem: number,
): LineName | null {
  const seen = lines
    .flatMap((line) => line.map((point) => pixelsOf(frame, window, point)))
    .filter(([x, y]) => x >= 0 && x <= frame.width && y >= 0 && y <= frame.height);
  if (seen.length === 0) return null;
  const wanted = BEST_HEIGHT * frame.height;
  const [x, y] = seen.reduce((best, point) =>
    Math.abs(point[1] - wanted) < Math.abs(best[1] - wanted) ? point : best,
  );
  const room = NAME_WIDTH * rem + GAP_PX;
  const isLeft = x + room <= frame.width;
  if (!isLeft && x < room) return null;
  // A line along the top or the bottom edge would push its name out of the plot.
  const clear = Math.min(frame.height - 2 * GAP_PX, Math.max(2 * GAP_PX, y));
  return { x: x + (isLeft ? GAP_PX : -GAP_PX), y: clear, anchor: isLeft ? "start" : "end" };
}

function pixelsOf(frame: PlotFrame, window: PlaneWindow, [sigmaW2, sigmaB2]: CriticalLine[number]): [number, number] {
  return toPixels(frame, window, { sigmaW2, sigmaB2 });
}

function oneDecimal(value: number): string {
  return value.toFixed(1);
}
