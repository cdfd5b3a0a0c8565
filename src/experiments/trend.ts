import type { LayerRow } from "./signalReport.ts";

/** What becomes of std over layers. */
export type TrendKind =
  /** Grows a millionfold or more in all. */
  | "explodes"
  | "grows"
  /** Ends within a factor of ten of where it began, and changes less than 1.5-fold a layer. */
  | "holds"
  | "fades"
  /** Fades to a millionth or less in all. */
  | "vanishes"
  /** From some layer on every value is zero. */
  | "dead"
  /** From some layer on all values are equal, though not zero. */
  | "constant"
  /** Fewer than two layers to compare. */
  | "short";

/** std over layers, in the order in which they are computed. */
export interface Trend {
  readonly kind: TrendKind;
  /** The factor of one layer, the geometric mean from the first to the last; null where there is none. */
  readonly growth: number | null;
  /** log10 of the last std over the first. */
  readonly total: number | null;
  /** log10 of the largest std over the smallest. */
  readonly range: number | null;
  /** Layers compared. */
  readonly layers: number;
  /** Of "dead" and "constant": the first such layer. */
  readonly since: number | null;
}

/** log10 of the change in all, or of that of one layer, from which we speak of growing; and in all, of exploding. */
const CLEAR = 1;
const CLEAR_STEP = Math.log10(1.5);
const DRASTIC = 6;

/** The trend of rows in the order in which they are computed: gradients from the highest layer down. */
export function trendOf(rows: readonly LayerRow[]): Trend {
  const layers = rows.length;
  const none = { growth: null, total: null, range: null, layers, since: null };
  const dead = rows.find(({ peakExponent }) => peakExponent === null);
  if (dead !== undefined) return { ...none, kind: "dead", since: dead.layer };
  const constant = rows.find(({ log10Std }) => log10Std === null);
  if (constant !== undefined) return { ...none, kind: "constant", since: constant.layer };
  if (layers < 2) return { ...none, kind: "short" };

  const logs = rows.map(({ log10Std }) => log10Std!);
  const total = logs.at(-1)! - logs[0]!;
  return {
    kind: kindOf(total, layers - 1),
    growth: 10 ** (total / (layers - 1)),
    total,
    range: Math.max(...logs) - Math.min(...logs),
    layers,
    since: null,
  };
}

function kindOf(total: number, steps: number): TrendKind {
  if (Math.abs(total) < Math.min(CLEAR, CLEAR_STEP * steps)) return "holds";
  if (total > 0) return total < DRASTIC ? "grows" : "explodes";
  return total > -DRASTIC ? "fades" : "vanishes";
}

/** Trends of a report: the hidden layers forward, and the gradient on its way back. */
export function trendsOf({ forward, gradient }: { forward: readonly LayerRow[]; gradient: readonly LayerRow[] }): {
  signal: Trend;
  gradient: Trend;
} {
  return { signal: trendOf(forward.slice(1)), gradient: trendOf(gradient.toReversed()) };
}
