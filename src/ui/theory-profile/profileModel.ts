import type { ProfileReport } from "../../experiments/theory/profileReport.ts";
import { nonlinearityOf } from "../../model/nonlinearities.ts";
import { formatLog10, formatNumber, trimmed } from "../format.ts";
import { linearTicks, logTicks } from "../lab-chart/axisTicks.ts";
import type { ChartModel, ChartPoint, ChartSeries } from "../lab-chart/chartModel.ts";
import { finite } from "../theory-view/finite.ts";
import { layerAxis } from "../theory-view/layerAxis.ts";

/** A chart with the words for those who do not see it, and remarks on what it leaves out. */
export interface ProfileFigure {
  readonly model: ChartModel;
  readonly summary: string;
  readonly notes: readonly string[];
}

/** One layer of either chart: what was measured and what theory says, null where there is nothing. */
interface Row {
  readonly layer: number;
  readonly value: number | null;
  readonly range: readonly [low: number, high: number] | null;
  readonly theory: number | null;
}

const TICKS = 6;
const LEAST_DECADES = 0.5;
const LEAST_SPAN = 0.1;

/** Mean square of preactivations by layer, on a log axis. */
export function lengthFigure({ layers, theory, networks }: ProfileReport): ProfileFigure {
  const rows = layers.map(({ layer, lnQ, lnQRange }): Row => {
    const range = lnQRange === null ? null : ([log10(lnQRange[0]), log10(lnQRange[1])] as const);
    return {
      layer,
      value: lnQ === null ? null : log10(lnQ),
      range: finiteRange(range),
      theory: finite(log10(theory.lnQ[layer] ?? Number.NaN)),
    };
  });
  const [low, high] = wholeDecades(span(rows, LEAST_DECADES));
  return {
    model: {
      x: layerAxis(rows.length - 1),
      y: { title: "q, mean square", low, high, ticks: logTicks(low, high, TICKS) },
      series: seriesOf(rows, networks, "median"),
      tooltip: (x) => tooltipAt(rows, x, "q", (value) => formatLog10(value)),
    },
    summary: summaryOf(rows, "mean square q of preactivations, log scale", (value) => formatLog10(value)),
    notes: silence(rows),
  };
}

/** A fifth off theory is within what a few networks' median strays. */
const VISIBLY_BELOW = Math.log(1.25);

/**
 * Whether the last layer's median lies well below theory where φ is unbounded: there a layer's factors multiply, and the
 * mean that theory tells is that of a few large networks.
 */
export function isTypicalBelow({ config, layers, theory, networks }: ProfileReport): boolean {
  const { slopeAtInfinity } = nonlinearityOf(config.activation);
  const [last, expected] = [layers.at(-1), theory.lnQ.at(-1)];
  if (networks < 2 || last === undefined || expected === undefined || slopeAtInfinity.every((slope) => slope === 0))
    return false;
  return Number.isFinite(expected) && (last.lnQ ?? -Infinity) < expected - VISIBLY_BELOW;
}

/** Correlation of the two inputs by layer. */
export function correlationFigure({ layers, theory, networks }: ProfileReport): ProfileFigure {
  const rows = layers.map(({ layer, c, cRange }): Row => ({
    layer,
    value: c,
    range: cRange,
    theory: finite(theory.c[layer]),
  }));
  const [low, high] = span(rows, LEAST_SPAN);
  const bounded: [number, number] = [Math.max(-1.02, low), Math.min(1.02, high)];
  const text = (value: number): string => trimmed(formatNumber(value, 4));
  return {
    model: {
      x: layerAxis(rows.length - 1),
      y: { title: "c, correlation", low: bounded[0], high: bounded[1], ticks: linearTicks(...bounded, TICKS) },
      series: seriesOf(rows, networks, "mean"),
      tooltip: (x) => tooltipAt(rows, x, "c", text),
    },
    summary: summaryOf(rows, "correlation c of the two inputs", text),
    notes: [],
  };
}

function seriesOf(rows: readonly Row[], networks: number, average: "mean" | "median"): ChartSeries[] {
  const points = (y: (row: Row) => number | null): ChartPoint[] => rows.map((row) => ({ x: row.layer, y: y(row) }));
  const measured: ChartSeries = {
    label: networks === 1 ? "measured in one network" : `measured, ${average} of ${networks} networks`,
    meaning: "signal",
    kind: "points",
    mark: "dot",
    points: points(({ value }) => value),
  };
  const range: ChartSeries = {
    label: "smallest to largest",
    meaning: "signal",
    kind: "band",
    faint: true,
    points: rows.map(({ layer, range: ends }) => ({ x: layer, y: ends?.[1] ?? null, low: ends?.[0] ?? null })),
  };
  const theory: ChartSeries = {
    label: "theory, infinite width",
    meaning: "theory",
    kind: "line",
    thickness: 3,
    points: points((row) => row.theory),
  };
  return [measured, theory, ...(networks > 1 ? [range] : [])];
}

/** The vertical axis: all that is drawn, with some air. */
function span(rows: readonly Row[], least: number): [low: number, high: number] {
  const drawn = rows.flatMap(({ value, range, theory }) => [value, theory, ...(range ?? [])]);
  const numbers = drawn.filter((value) => value !== null && Number.isFinite(value)) as number[];
  if (numbers.length === 0) return [-1, 1];
  const [low, high] = [Math.min(...numbers), Math.max(...numbers)];
  const air = Math.max((high - low) * 0.06, (least - (high - low)) / 2);
  return [low - air, high + air];
}

/** A span of about two decades grown to whole ones, since it would have but one mark or two. */
function wholeDecades([low, high]: readonly [number, number]): readonly [low: number, high: number] {
  return high - low < 1.5 || high - low > 2 ? [low, high] : [Math.floor(low), Math.ceil(high)];
}

function tooltipAt(
  rows: readonly Row[],
  x: number,
  name: string,
  text: (value: number) => string,
): ReturnType<ChartModel["tooltip"]> {
  const row = rows.find(({ layer }) => layer === x);
  if (row === undefined) return null;
  const { value, range, theory } = row;
  return {
    title: x === 0 ? "Layer 0, the input" : `Layer ${x}`,
    lines: [
      ...(value === null ? [`${name}: nothing measured`] : [`measured ${name} ${text(value)}`]),
      ...(range === null ? [] : [`from ${text(range[0])} to ${text(range[1])}`]),
      ...(theory === null ? [] : [`theory ${text(theory)}`]),
    ],
  };
}

function summaryOf(rows: readonly Row[], title: string, text: (value: number) => string): string {
  const shown = rows.filter(({ value }) => value !== null);
  const [first, last] = [shown[0], shown.at(-1)];
  if (first === undefined || last === undefined) return `Chart of the ${title} by layer: nothing was measured.`;
  const end = last.theory === null ? "" : `, where theory says ${text(last.theory)}`;
  return `Chart by layer: ${title}, measured ${text(first.value!)} at layer ${first.layer}, ${text(last.value!)} at layer ${last.layer}${end}.`;
}

/** Layers at which the median network is all zero, which a log axis leaves out. */
function silence(rows: readonly Row[]): string[] {
  const first = rows.find(({ value }) => value === null);
  return first === undefined
    ? []
    : [`the median is exactly 0 from layer ${first.layer} on, which a log axis cannot show`];
}

function finiteRange(range: readonly [number, number] | null): readonly [number, number] | null {
  return range !== null && range.every((end) => Number.isFinite(end)) ? range : null;
}

function log10(ln: number): number {
  return ln / Math.LN10;
}
