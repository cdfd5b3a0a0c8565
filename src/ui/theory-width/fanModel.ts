import type { FanLayer, FanTheory } from "../../experiments/theory/ensembleReport.ts";
import { formatNumber, plural } from "../format.ts";
import { logTicks } from "../lab-chart/axisTicks.ts";
import type { ChartModel, ChartPoint, ChartSeries } from "../lab-chart/chartModel.ts";
import { layerAxis } from "../theory-view/layerAxis.ts";
import { lnText, log10OfLn } from "../theory-view/lnText.ts";

/** What a fan chart shows: one quantity of many networks, by layer. */
export interface FanFigure {
  readonly meaning: "signal" | "gradient";
  /** Of the vertical axis. */
  readonly title: string;
  readonly layers: readonly FanLayer[];
  readonly theory: readonly FanTheory[];
  readonly depth: number;
  readonly networks: number;
}

const Y_TICKS = 7;
const LEAST_DECADES = 0.5;
/** Indices into FAN_SHARES. */
const [P5, P25, MEDIAN, P75, P95] = [0, 1, 2, 3, 4];

/** Bands of the middle half and of nine in ten networks, their median and mean, and theory; all values are log10. */
export function fanChart(figure: FanFigure): ChartModel {
  const { layers, theory, depth, meaning } = figure;
  const [low, high] = span(figure);
  const line = (value: (layer: FanLayer) => number | null): ChartPoint[] =>
    layers.map((layer) => point(layer.layer, value(layer)));
  const curve = (value: (layer: FanTheory) => number | null): ChartPoint[] =>
    theory.map((layer) => point(layer.layer, value(layer)));
  const [meanField, typical] = [curve(({ lnMeanField }) => lnMeanField), curve(({ meanLog }) => meanLog)];
  const series: ChartSeries[] = [
    {
      label: "mean over networks",
      meaning,
      kind: "points",
      mark: "dot",
      markRadius: depth > 30 ? 2 : 2.75,
      points: line(({ lnMean }) => lnMean),
    },
    {
      label: "median network",
      meaning,
      kind: "line",
      thickness: 2.5,
      points: line((layer) => quantile(layer, MEDIAN)),
    },
    // Wider than the measurement on top of them, so that they show where the two agree.
    {
      label: "theory, infinitely wide",
      meaning: "theory",
      kind: "line",
      dash: [12, 6],
      thickness: 8,
      faint: true,
      points: meanField,
    },
    {
      label: "theory, typical at this width",
      meaning: "theory",
      kind: "line",
      dash: [3, 5],
      thickness: 6,
      points: typical,
    },
    ...bands(figure),
  ];
  return {
    x: layerAxis(depth),
    y: { title: figure.title, low, high, ticks: logTicks(low, high, Y_TICKS) },
    series: series.filter(({ points }) => points.some(({ y }) => y !== null)),
    tooltip: (x) => tooltipAt(figure, x),
  };
}

function point(layer: number, ln: number | null): ChartPoint {
  return { x: layer, y: ln === null ? null : log10OfLn(ln) };
}

function quantile(layer: FanLayer, share: number): number | null {
  return layer.lnQuantiles[share] ?? null;
}

/** One network has no spread. */
function bands({ layers, meaning, networks }: FanFigure): ChartSeries[] {
  if (networks === 1) return [];
  return [
    { label: "half of the networks", meaning, kind: "band", points: band(layers, P25, P75) },
    { label: "nine in ten", meaning, kind: "band", faint: true, points: band(layers, P5, P95) },
  ];
}

function band(layers: readonly FanLayer[], from: number, to: number): ChartPoint[] {
  return layers.map((layer) => ({
    ...point(layer.layer, quantile(layer, to)),
    low: point(layer.layer, quantile(layer, from)).y,
  }));
}

/** The vertical axis: all that is drawn, with some air. */
function span({ layers, theory }: FanFigure): [low: number, high: number] {
  const drawn = [
    ...layers.flatMap(({ lnQuantiles, lnMean }) => [...lnQuantiles, lnMean]),
    ...theory.flatMap(({ lnMeanField, meanLog }) => [lnMeanField, meanLog]),
  ].filter((ln) => ln !== null);
  if (drawn.length === 0) return [-1, 1];
  const [low, high] = [log10OfLn(Math.min(...drawn)), log10OfLn(Math.max(...drawn))];
  const air = Math.max((high - low) * 0.05, (LEAST_DECADES - (high - low)) / 2);
  return [low - air, high + air];
}

function tooltipAt({ layers, theory, networks }: FanFigure, x: number): ReturnType<ChartModel["tooltip"]> {
  const index = layers.findIndex(({ layer }) => layer === x);
  const layer = layers[index];
  if (layer === undefined) return null;
  const range = (from: number, to: number): string =>
    `${lnText(quantile(layer, from))} to ${lnText(quantile(layer, to))}`;
  const expected = theory[index]?.lnMeanField ?? null;
  const error = layer.standardError === null ? "" : ` ± ${formatNumber(layer.standardError, 2)}`;
  return {
    title: x === 0 ? "Layer 0, the input" : `Layer ${x}`,
    lines: [
      `median ${lnText(quantile(layer, MEDIAN))}`,
      `mean ${lnText(layer.lnMean)}${error}`,
      ...(networks === 1 ? [] : [`half of the networks ${range(P25, P75)}`, `nine in ten ${range(P5, P95)}`]),
      ...(expected === null ? [] : [`theory, infinitely wide ${lnText(expected)}`]),
    ],
  };
}

/** The chart in two sentences, for those who do not see it. */
export function fanSummary({ title, layers, meaning, networks }: FanFigure): string {
  const end = meaning === "signal" ? layers.at(-1) : layers[0];
  if (end === undefined) return `Fan chart of ${title}: nothing to draw.`;
  if (networks === 1) {
    return `Chart by layer, log scale: ${title}, of one network. At layer ${end.layer} it is ${lnText(end.lnMean)}. The table below lists every layer.`;
  }
  return (
    `Fan chart by layer, log scale: ${title}. At layer ${end.layer} the median is ${lnText(quantile(end, MEDIAN))}, ` +
    `the mean ${lnText(end.lnMean)}, and nine in ten networks lie between ${lnText(quantile(end, P5))} and ` +
    `${lnText(quantile(end, P95))}. The table below lists every layer.`
  );
}

/** Remarks that stand with the legend: networks that no log axis can show. */
export function fanNotes({ layers, meaning, networks }: FanFigure): string[] {
  const end = meaning === "signal" ? layers.at(-1) : layers[0];
  if (end === undefined || end.dead === 0) return [];
  const which = end.dead === networks ? "all networks" : plural(end.dead, "network");
  return [`exactly 0 at layer ${end.layer} in ${which}, which a log axis cannot show`];
}
