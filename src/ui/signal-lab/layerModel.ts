import type { LayerRow } from "../../experiments/signalReport.ts";
import { formatLog10, formatScaled } from "../format.ts";
import { logTicks, wholeTicks } from "../lab-chart/axisTicks.ts";
import type { ChartModel, ChartPoint, ChartSeries } from "../lab-chart/chartModel.ts";

/** A threshold that float32 has: its name in the legend, and log10 of its magnitude. */
export interface LimitLine {
  readonly label: string;
  readonly log10: number;
}

/** What one chart of standard deviation by layer shows. */
export interface LayerFigure {
  readonly meaning: "signal" | "gradient";
  /** Of the vertical axis. */
  readonly title: string;
  readonly rows: readonly LayerRow[];
  /** log10 of theory's std, one a row; null where there is none. */
  readonly theory: readonly number[] | null;
  /** The horizontal axis runs from 0 to here. */
  readonly depth: number;
  /** The layer whose histogram is on screen. */
  readonly chosen?: number | undefined;
  /** Where float32 would end; null while the switch is off. */
  readonly float32: { readonly limits: readonly LimitLine[]; readonly isLost: (row: LayerRow) => boolean } | null;
}

const LEAST_DECADES = 0.5;
const Y_TICKS = 7;
const X_TICKS = 6;
const MOST_CROSSES = 60;

/** The chart of a figure; all values are log10, finite or left out. */
export function layerChart(figure: LayerFigure): ChartModel {
  const { rows, theory, depth, meaning } = figure;
  const [low, high] = span(figure);
  const limits = (figure.float32?.limits ?? []).filter(({ log10 }) => log10 >= low && log10 <= high);
  const lost = rows.filter((row) => figure.float32?.isLost(row) ?? false);
  const every = Math.ceil(lost.length / MOST_CROSSES);
  const series: ChartSeries[] = [];
  if (lost.length > 0) {
    series.push({
      label: "lost in float32",
      meaning: "limit",
      kind: "points",
      mark: "cross",
      points: lost.filter((_, index) => index % every === 0).map(pointOf),
    });
  }
  const measured = rows.map((row) => ({ ...pointOf(row), bare: lost.includes(row) }));
  series.push({ label: "measured", meaning, kind: "line", mark: "dot", points: measured });
  if (theory !== null) {
    const points = rows.map(({ layer }, index): ChartPoint => ({ x: layer, y: theory[index] ?? null }));
    // Wider than the measurement on top of it, so that it shows where the two agree.
    series.push({ label: "theory", meaning: "theory", kind: "line", dash: [12, 6], thickness: 8, faint: true, points });
  }
  series.push(...limits.map((line) => limitSeries(line, depth)));
  return {
    x: { title: "layer", low: 0, high: Math.max(1, depth), ticks: wholeTicks(0, depth, X_TICKS) },
    y: { title: figure.title, low, high, ticks: logTicks(low, high, Y_TICKS) },
    series,
    chosen: figure.chosen,
    tooltip: (x) => tooltipAt(figure, x),
  };
}

function limitSeries({ label, log10 }: LimitLine, depth: number): ChartSeries {
  const points = [0, Math.max(1, depth)].map((x): ChartPoint => ({ x, y: log10 }));
  return { label, meaning: "limit", kind: "line", dash: [9, 3, 2, 3], points };
}

function pointOf({ layer, log10Std }: LayerRow): ChartPoint {
  return { x: layer, y: log10Std };
}

/** The vertical axis: all that is drawn, with some air, and float32's limits where they are near. */
function span({ rows, theory, float32 }: LayerFigure): [low: number, high: number] {
  const drawn = [...rows.map(({ log10Std }) => log10Std), ...(theory ?? [])].filter((value) => value !== null);
  if (drawn.length === 0) return [-1, 1];
  let low = Math.min(...drawn);
  let high = Math.max(...drawn);
  const near = Math.max(1, (high - low) / 8);
  for (const { log10 } of float32?.limits ?? []) {
    if (log10 > low - near && log10 < high + near) [low, high] = [Math.min(low, log10), Math.max(high, log10)];
  }
  const air = Math.max((high - low) * 0.05, (LEAST_DECADES - (high - low)) / 2);
  return [low - air, high + air];
}

function tooltipAt({ rows, theory, float32 }: LayerFigure, x: number): ReturnType<ChartModel["tooltip"]> {
  const index = rows.findIndex(({ layer }) => layer === x);
  const row = rows[index];
  if (row === undefined) return null;
  const expected = theory?.[index];
  return {
    title: x === 0 ? "Layer 0, the input" : `Layer ${x}`,
    lines: [
      `std ${formatLog10(row.log10Std)}`,
      `mean ${formatScaled(row.exact.mean)}`,
      ...(expected === undefined ? [] : [`theory ${formatLog10(expected)}`]),
      ...(float32?.isLost(row) ? ["lost in plain float32"] : []),
    ],
  };
}

/** The chart in one or two sentences, for those who do not see it. */
export function layerSummary({ title, rows, theory, meaning }: LayerFigure): string {
  const shown = rows.filter(({ log10Std }) => log10Std !== null);
  const [first, last] = [shown[0], shown.at(-1)];
  if (first === undefined || last === undefined) return `Chart of the ${title} by layer: nothing to draw.`;
  const peak = shown.reduce((best, row) => (row.log10Std! > best.log10Std! ? row : best));
  const at = (row: LayerRow): string => `${formatLog10(row.log10Std)} at layer ${row.layer}`;
  const highest = peak === first || peak === last ? "" : `, highest ${at(peak)}`;
  const line = theory === null ? "" : " A dashed line shows what theory predicts.";
  const table = meaning === "signal" ? "activations" : "gradients";
  return `Line chart, log scale: ${title}, ${at(first)}, ${at(last)}${highest}.${line} The table below lists all ${table}.`;
}

/** The layers whose std is exactly 0, which a log axis leaves out, in words; "" where there are none. */
export function silentLayers(rows: readonly LayerRow[]): string {
  const silent = rows.filter(({ log10Std }) => log10Std === null).map(({ layer }) => layer);
  if (silent.length === 0) return "";
  const [first, last] = [silent[0]!, silent.at(-1)!];
  const which = first === last ? `layer ${first}` : `layers ${first} to ${last}`;
  return `The std is exactly 0 at ${silent.length === last - first + 1 ? which : `${silent.length} layers`}, which a log axis cannot show.`;
}
