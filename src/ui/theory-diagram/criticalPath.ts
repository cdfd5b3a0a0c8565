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
/** How far down the plot the name is placed, the best first. */
const HEIGHTS = [0.3, 0.55, 0.8, 0.1];
/** How wide the name is, in rem. */
const NAME_WIDTH = 9.5;

type Pixels = readonly [x: number, y: number];

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
  const drawn = lines.map((line) => line.map((point) => pixelsOf(frame, window, point)));
  const room = NAME_WIDTH * rem + GAP_PX;
  for (const share of HEIGHTS) {
    const y = share * frame.height;
    const found = drawn.flatMap((line) => crossings(line, y)).filter((x) => x >= 0 && x <= frame.width);
    // Right of all lines, or left of all, the name stands on none.
    const [first, last] = [Math.min(...found), Math.max(...found)];
    if (found.length > 0 && last + room <= frame.width) return { x: last + GAP_PX, y, anchor: "start" };
    if (found.length > 0 && first >= room) return { x: first - GAP_PX, y, anchor: "end" };
  }
  return null;
}

/** Where a line of pixels crosses a height. */
function crossings(line: readonly Pixels[], y: number): number[] {
  return line.slice(1).flatMap(([x1, y1], index) => {
    const [x0, y0] = line[index]!;
    if ((y0 - y) * (y1 - y) > 0 || y0 === y1) return [];
    return [x0 + ((y - y0) / (y1 - y0)) * (x1 - x0)];
  });
}

function pixelsOf(frame: PlotFrame, window: PlaneWindow, [sigmaW2, sigmaB2]: CriticalLine[number]): Pixels {
  return toPixels(frame, window, { sigmaW2, sigmaB2 });
}

function oneDecimal(value: number): string {
  return value.toFixed(1);
}
