import {
  type ChartConfiguration,
  type ChartDataset,
  type ChartOptions,
  type PointStyle,
  type ScaleOptions,
  type TooltipItem,
} from "chart.js";
import type { ChartAxis, ChartModel, ChartPoint, ChartSeries, Mark, Meaning } from "./chartModel.ts";
import type { NamesOptions } from "./pointNames.ts";

/** The theme's colours and type, read from the page where the chart stands. */
export interface ChartInk {
  readonly text: string;
  readonly muted: string;
  readonly grid: string;
  readonly surface: string;
  readonly meaning: Readonly<Record<Meaning, string>>;
  readonly family: string;
  /** Pixels. */
  readonly size: number;
}

const FAINT = 0.65;
/** Of a band, the one under another and the one on top of it. */
const BAND = { faint: 0.16, strong: 0.3 };
const MARK_STYLES: Readonly<Record<Mark, PointStyle>> = {
  dot: "circle",
  cross: "crossRot",
  triangle: "triangle",
  square: "rect",
  diamond: "rectRot",
};

/** What Chart.js draws for a model. */
export type DrawnChart = ChartConfiguration<"line" | "bar", DrawnPoint[]>;
type DrawnDataset = ChartDataset<"line" | "bar", DrawnPoint[]>;
type DrawnPoint = Pick<ChartPoint, "x" | "y" | "name" | "low">;

/** The whole configuration: no animation, no legend of its own, ticks as the model says. */
export function chartConfiguration(model: ChartModel, ink: ChartInk, choose: (x: number) => void): DrawnChart {
  return {
    type: "line",
    data: { datasets: chartDatasets(model, ink) },
    options: chartOptions(model, ink, choose),
  };
}

export function chartDatasets(model: ChartModel, ink: ChartInk): DrawnDataset[] {
  return model.series.map((series) => {
    if (series.kind === "bars") return drawnBars(series, ink);
    return series.kind === "band" ? drawnBand(series, ink) : drawnLine(series, model.chosen, ink);
  });
}

/** No line and no dots: src/ui/lab-chart/bands.ts fills it. */
function drawnBand({ label, meaning, faint, points }: ChartSeries, ink: ChartInk): DrawnDataset {
  return {
    type: "line",
    label,
    data: points.map(({ x, y, low }) => ({ x, y, low: low ?? null })),
    showLine: false,
    pointRadius: 0,
    pointHoverRadius: 0,
    backgroundColor: faded(ink.meaning[meaning], faint ? BAND.faint : BAND.strong),
  };
}

function drawnBars({ label, meaning, points }: ChartSeries, ink: ChartInk): DrawnDataset {
  return {
    type: "bar",
    label,
    data: points.map(({ x, y }) => ({ x, y })),
    backgroundColor: ink.meaning[meaning],
    barPercentage: 1,
    categoryPercentage: 0.92,
    grouped: false,
  };
}

function drawnLine(series: ChartSeries, chosen: number | undefined, ink: ChartInk): DrawnDataset {
  const { label, meaning, kind, dash, thickness, mark, points } = series;
  const colour = series.faint ? faded(ink.meaning[meaning], FAINT) : ink.meaning[meaning];
  return {
    type: "line",
    label,
    data: points.map(({ x, y, name }) => (name === undefined ? { x, y } : { x, y, name })),
    showLine: kind === "line",
    borderColor: colour,
    borderWidth: thickness ?? 2,
    borderDash: [...(dash ?? [])],
    stepped: series.stepped ? "middle" : false,
    pointHitRadius: 12,
    spanGaps: false,
    clip: 8,
    // One value for all points is worked out once, lists for each of hundreds, many times a second.
    ...(mark === undefined
      ? { pointRadius: 0, pointHoverRadius: 0 }
      : drawnMarks(series, mark, chosen, colour, ink.surface)),
  };
}

function drawnMarks(
  { points, hollow, markRadius: told }: ChartSeries,
  mark: Mark,
  chosen: number | undefined,
  colour: string,
  surface: string,
): object {
  const radius = told ?? markRadius(mark, points.length);
  const isChosen = points.map(({ x }) => mark === "dot" && x === chosen);
  return {
    pointStyle: MARK_STYLES[mark],
    pointRadius: points.map(({ bare }, index) => (isChosen[index] ? radius + 3 : bare === true ? 0 : radius)),
    pointHoverRadius: radius === 0 ? 0 : radius + 2,
    pointBackgroundColor: isChosen.map((ring) => (ring || hollow ? surface : colour)),
    pointBorderColor: colour,
    pointBorderWidth: isChosen.map((ring) => (mark === "cross" || ring || hollow ? 2 : 0)),
  };
}

/** "rgb(1, 2, 3)", as browsers write a computed colour, at a share of its strength. */
function faded(colour: string, strength: number): string {
  return colour.replace(/^rgb\((.*)\)$/, `rgba($1, ${strength})`);
}

function markRadius(mark: Mark, count: number): number {
  return mark === "cross" ? crossRadius(count) : dotRadius(count);
}

function dotRadius(count: number): number {
  if (count > 120) return 1.5;
  return count > 60 ? 2 : 2.75;
}

function crossRadius(count: number): number {
  return count > 40 ? 3 : 4;
}

export function chartOptions(
  model: ChartModel,
  ink: ChartInk,
  choose: (x: number) => void,
): ChartOptions<"line" | "bar"> {
  return {
    responsive: true,
    maintainAspectRatio: false,
    animation: false,
    normalized: true,
    interaction: { mode: "nearest", axis: "x", intersect: false },
    layout: { padding: { top: 8, right: 12 } },
    scales: { x: scale(model.x, ink, false), y: scale(model.y, ink, true) },
    plugins: { tooltip: tooltip(model, ink), pointNames: nameInk(ink) },
    onClick: (_event, elements, chart) => {
      const [first] = elements;
      const point = first && chart.data.datasets[first.datasetIndex]?.data[first.index];
      if (point && typeof point === "object" && "x" in point) choose(Number(point.x));
    },
  };
}

function scale(axis: ChartAxis, ink: ChartInk, horizontalLines: boolean): ScaleOptions<"linear"> {
  const font = { family: ink.family, size: ink.size };
  const labels = new Map(axis.ticks.map(({ value, label }) => [value, label]));
  return {
    type: "linear",
    // Bars would ask for half a bar of air at each end; theirs are the model's own.
    offset: false,
    min: axis.low,
    max: axis.high,
    border: { display: !horizontalLines, color: ink.muted },
    grid: { display: horizontalLines, color: ink.grid, tickLength: 6 },
    title: { display: true, text: axis.title, color: ink.muted, font, padding: { top: 4, bottom: 4 } },
    ticks: {
      color: ink.muted,
      font,
      autoSkip: false,
      maxRotation: 0,
      padding: 4,
      callback: (value) => labels.get(Number(value)) ?? "",
    },
    afterBuildTicks: (built) => {
      built.ticks = axis.ticks.map(({ value }) => ({ value }));
    },
  };
}

function nameInk({ text, surface, family, size }: ChartInk): NamesOptions {
  return { colour: text, halo: surface, family, size };
}

function tooltip(model: ChartModel, ink: ChartInk): object {
  const at = (items: TooltipItem<"line" | "bar">[]): ReturnType<ChartModel["tooltip"]> => {
    const x = items[0]?.parsed.x;
    return x === undefined || x === null ? null : model.tooltip(x);
  };
  const font = { family: ink.family, size: ink.size };
  return {
    displayColors: false,
    backgroundColor: ink.text,
    titleColor: ink.surface,
    footerColor: ink.surface,
    titleFont: { ...font, weight: "600" },
    footerFont: { ...font, weight: "400" },
    footerMarginTop: 2,
    padding: 10,
    cornerRadius: 6,
    caretSize: 0,
    callbacks: {
      title: (items: TooltipItem<"line" | "bar">[]) => at(items)?.title ?? "",
      label: () => "",
      footer: (items: TooltipItem<"line" | "bar">[]) => [...(at(items)?.lines ?? [])],
    },
  };
}
