import type { PlaneWindow } from "../theory-lab/plane.ts";
import { type AxisTick, linearTicks } from "../lab-chart/axisTicks.ts";
import { type PlotFrame, toPixels } from "./plotFrame.ts";

/** A mark's label and where it stands, in pixels of the figure. */
interface PlacedTick {
  readonly x: number;
  readonly y: number;
  readonly anchor: "middle" | "end";
  readonly label: string;
}

/** One axis as it is drawn around the plot. */
export interface Axis {
  /** The marks, as the d of an SVG path. */
  readonly path: string;
  readonly ticks: readonly PlacedTick[];
  /** σ², its index, and what it is. */
  readonly title: { readonly text: string; readonly sub: string; readonly rest: string; readonly transform: string };
}

const MARK_PX = 5;
/** About so much room for each label, in rem. */
const ROOM = { across: 4.5, up: 3 };

/** How many characters the longest label beside the plot has. */
export function longestLabel({ height }: PlotFrame, { sigmaB2 }: PlaneWindow, rem: number): number {
  return Math.max(0, ...upTicks(height, sigmaB2, rem).map(({ label }) => label.length));
}

/** Both axes of the diagram. */
export function diagramAxes(frame: PlotFrame, window: PlaneWindow, rem: number): [across: Axis, up: Axis] {
  const { left, top, width, height } = frame;
  const bottom = top + height;
  const across = linearTicks(...window.sigmaW2, width / (ROOM.across * rem)).map(({ value, label }): PlacedTick => {
    const [x] = toPixels(frame, window, { sigmaW2: value, sigmaB2: 0 });
    return { x: left + x, y: bottom + MARK_PX + 0.8 * rem, anchor: "middle", label };
  });
  const up = upTicks(height, window.sigmaB2, rem).map(({ value, label }): PlacedTick => {
    const [, y] = toPixels(frame, window, { sigmaW2: 0, sigmaB2: value });
    return { x: left - MARK_PX - 0.25 * rem, y: top + y, anchor: "end", label };
  });
  return [
    {
      path: across.map(({ x }) => `M${x} ${bottom}v${MARK_PX}`).join(""),
      ticks: across,
      title: {
        text: "σ",
        sub: "w",
        rest: ", variance of the weights × fanIn",
        transform: `translate(${left + width / 2} ${bottom + 2.5 * rem})`,
      },
    },
    {
      path: up.map(({ y }) => `M${left} ${y}h${-MARK_PX}`).join(""),
      ticks: up,
      title: {
        text: "σ",
        sub: "b",
        rest: ", variance of the biases",
        transform: `translate(${0.9 * rem} ${top + height / 2}) rotate(-90)`,
      },
    },
  ];
}

function upTicks(height: number, sigmaB2: PlaneWindow["sigmaB2"], rem: number): AxisTick[] {
  return linearTicks(...sigmaB2, height / (ROOM.up * rem));
}
