import type { AxisTick } from "./axisTicks.ts";

/**
 * What a colour means, the same everywhere in Initscope; the theme holds the colour as --signal and so on. `ours` and
 * `peer` are strong and quiet ink, for what is told apart by its mark.
 */
export type Meaning = "signal" | "gradient" | "theory" | "limit" | "ours" | "peer";

export type Mark = "dot" | "cross" | "triangle" | "square" | "diamond";

export interface ChartPoint {
  readonly x: number;
  /** Finite; null leaves a gap. */
  readonly y: number | null;
  /** Of a band: its lower edge, y being the upper one; null where it lies below the axis. */
  readonly low?: number | null;
  /** A point of a line that goes without its dot. */
  readonly bare?: boolean;
  /** Written beside the point. */
  readonly name?: string;
}

export interface ChartSeries {
  readonly label: string;
  readonly meaning: Meaning;
  /** A band is filled between `low` and `y`. */
  readonly kind: "line" | "points" | "bars" | "band";
  /** Lines: dashes in pixels, none for a solid one. */
  readonly dash?: readonly number[];
  /** Lines: pixels, 2 unless told. */
  readonly thickness?: number;
  /** Lines: level around each point, as the outline of a histogram. */
  readonly stepped?: boolean;
  /** Lighter than its colour, where a line or a band lies under another. */
  readonly faint?: boolean;
  /** At each point. */
  readonly mark?: Mark;
  /** Pixels from a mark's centre to its edge; by the number of points unless told. */
  readonly markRadius?: number;
  /** Goes without a place in the legend, where another series stands there for both. */
  readonly unlisted?: boolean;
  /** Only the outline of a mark. */
  readonly hollow?: boolean;
  readonly points: readonly ChartPoint[];
}

export interface ChartAxis {
  readonly title: string;
  readonly low: number;
  readonly high: number;
  readonly ticks: readonly AxisTick[];
}

/** All that a chart draws. Log scales are the caller's: values are already log10, tick labels say what they mean. */
export interface ChartModel {
  readonly x: ChartAxis;
  readonly y: ChartAxis;
  /** The first lies on top. */
  readonly series: readonly ChartSeries[];
  /** A ring around this x on the first line with dots. */
  readonly chosen?: number | undefined;
  /** What the tooltip says at x: a title and lines. Null says nothing. */
  tooltip(x: number): { readonly title: string; readonly lines: readonly string[] } | null;
}

/** A person chose the point at x. */
export class PointChooseEvent extends Event {
  static readonly type = "point-choose";
  constructor(readonly x: number) {
    super(PointChooseEvent.type, { bubbles: true, composed: true });
  }
}

declare global {
  interface HTMLElementEventMap {
    "point-choose": PointChooseEvent;
  }
}
