import {
  type ChartConfiguration,
  type ChartDataset,
  type ChartOptions,
  type ScaleOptions,
  type TooltipItem,
} from "chart.js";
import type { ChartAxis, ChartModel, ChartSeries, Meaning } from "./chartModel.ts";

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

/** What Chart.js draws for a model. */
export type DrawnChart = ChartConfiguration<"line" | "bar", { x: number; y: number | null }[]>;
type DrawnDataset = ChartDataset<"line" | "bar", { x: number; y: number | null }[]>;

/** The whole configuration: no animation, no legend of its own, ticks as the model says. */
export function chartConfiguration(model: ChartModel, ink: ChartInk, choose: (x: number) => void): DrawnChart {
  return {
    type: "line",
    data: { datasets: chartDatasets(model, ink) },
    options: chartOptions(model, ink, choose),
  };
}

export function chartDatasets(model: ChartModel, ink: ChartInk): DrawnDataset[] {
  // Chart.js draws the first dataset on top.
  return [...model.series].reverse().map((series) => drawn(series, model.chosen, ink));
}

function drawn(series: ChartSeries, chosen: number | undefined, ink: ChartInk): DrawnDataset {
  const colour = ink.meaning[series.meaning];
  const data = series.points.map(({ x, y }) => ({ x, y }));
  if (series.kind === "bars") {
    const hollow = series.mark === "hollow";
    return {
      type: "bar",
      label: series.label,
      data,
      backgroundColor: hollow ? "transparent" : colour,
      borderColor: colour,
      borderWidth: hollow ? 2 : 0,
      barPercentage: 1,
      categoryPercentage: hollow ? 1 : 0.92,
      grouped: false,
    };
  }
  const isCross = series.mark === "cross";
  const radius = series.mark === undefined ? 0 : isCross ? 5 : dotRadius(series.points.length);
  return {
    type: "line",
    label: series.label,
    data,
    showLine: series.kind === "line",
    borderColor: colour,
    borderWidth: series.dash === undefined ? 2 : 1.75,
    borderDash: [...(series.dash ?? [])],
    pointStyle: isCross ? "crossRot" : "circle",
    pointRadius: series.mark === "dot" ? data.map(({ x }) => (x === chosen ? radius + 3 : radius)) : radius,
    pointHoverRadius: radius === 0 ? 0 : radius + 2,
    pointHitRadius: 12,
    pointBackgroundColor: series.mark === "dot" ? data.map(({ x }) => (x === chosen ? ink.surface : colour)) : colour,
    pointBorderColor: colour,
    pointBorderWidth: isCross || series.mark === "dot" ? 2 : 0,
    spanGaps: false,
    clip: 8,
  };
}

function dotRadius(count: number): number {
  if (count > 120) return 0.75;
  return count > 60 ? 1.25 : 2;
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
    plugins: { tooltip: tooltip(model, ink) },
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
