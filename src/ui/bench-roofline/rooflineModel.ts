import type { MachinePeaks } from "../../bench/report.ts";
import type { Work } from "../../bench/work.ts";
import { capitalized, workTitle } from "../../bench/workNames.ts";
import { formatShare } from "../format.ts";
import { figure } from "../bench-lab/benchFigures.ts";
import { GPU_NAME, lookOf } from "../bench-lab/implementations.ts";
import { intensityOf, ridgeOf, roofAt } from "../bench-lab/intensity.ts";
import { logTicks } from "../lab-chart/axisTicks.ts";
import { intensityTicks } from "./intensityTicks.ts";
import type { ChartModel, ChartPoint, ChartSeries } from "../lab-chart/chartModel.ts";
import type { RooflinePoint } from "./rooflinePoints.ts";

const Y_TICKS = 7;
/** Decades of air around what is drawn, and of the slope that is always in sight. */
const AIR = 0.25;
const SLOPE = 0.6;
const MARK_RADIUS = 6;
const SLOPE_POINTS = 24;

/** Log-log: operations a byte against GFLOP/s, the roof as a line and each measured row as a mark below it. */
export function rooflineModel(
  works: readonly Work[],
  points: readonly RooflinePoint[],
  peaks: MachinePeaks,
): ChartModel {
  const [ridge, peak] = [Math.log10(ridgeOf(peaks)), Math.log10(peaks.gflops)];
  // Of all works, so that the picture stands still while results come in.
  const xs = works.map((work) => Math.log10(intensityOf(work)));
  const ys = points.map(({ gflops }) => Math.log10(gflops));
  const [low, high] = [Math.min(ridge - SLOPE, ...xs) - AIR, Math.max(ridge + SLOPE, ...xs) + AIR];
  const [bottom, top] = [Math.min(peak - SLOPE, ...ys) - AIR, Math.max(peak, ...ys) + AIR];
  return {
    x: { title: "arithmetic intensity: operations a byte", low, high, ticks: intensityTicks(low, high, ridge) },
    y: { title: "GFLOP/s", low: bottom, high: top, ticks: logTicks(bottom, top, Y_TICKS) },
    series: [...implementationSeries(points), roofSeries(peaks, low, high, bottom)],
    tooltip: (x) => tooltipAt(points, peaks, x),
  };
}

/** The slope of bandwidth up to the ridge, then the flat peak of arithmetic, each with its figure. */
function roofSeries(peaks: MachinePeaks, low: number, high: number, bottom: number): ChartSeries {
  const bandwidth = Math.log10(peaks.gigabytesPerSecond);
  const [ridge, peak] = [Math.log10(ridgeOf(peaks)), Math.log10(peaks.gflops)];
  // The slope begins where it enters the picture.
  const start = Math.max(low, bottom - bandwidth);
  // Many points, so that names keep off the slope.
  const slope = Array.from({ length: SLOPE_POINTS }, (_, index): ChartPoint => {
    const x = start + ((ridge - start) * index) / SLOPE_POINTS;
    const point = { x, y: bandwidth + x };
    return index === SLOPE_POINTS / 2 ? { ...point, name: `${figure(peaks.gigabytesPerSecond)} GB/s` } : point;
  });
  const points: ChartPoint[] = [
    ...slope,
    { x: ridge, y: peak, name: `${figure(peaks.gflops)} GFLOP/s` },
    { x: high, y: peak },
  ];
  return { label: "the roof: what this adapter allows", meaning: "limit", kind: "line", thickness: 3, points };
}

/** One series an implementation, ours first and on top; each work is named once. */
function implementationSeries(points: readonly RooflinePoint[]): ChartSeries[] {
  const order = (name: string): number => (lookOf(name).isOurs ? 0 : 1);
  const names = [...new Set(points.map(({ implementation }) => implementation))].toSorted(
    (one, other) => order(one) - order(other),
  );
  return names.map((name): ChartSeries => {
    const { title, isOurs, onAdapter, mark } = lookOf(name);
    return {
      label: onAdapter ? title : `${title} (on the CPU, beside this roof)`,
      meaning: isOurs ? "ours" : "peer",
      kind: "points",
      mark,
      markRadius: MARK_RADIUS,
      hollow: !onAdapter,
      points: points.filter(({ implementation }) => implementation === name).map((point) => chartPoint(point, points)),
    };
  });
}

function chartPoint(point: RooflinePoint, points: readonly RooflinePoint[]): ChartPoint {
  const drawn = { x: Math.log10(point.intensity), y: Math.log10(point.gflops) };
  return isNamed(point, points) ? { ...drawn, name: shortTitle(point) } : drawn;
}

/** A work's name stands at our own mark on the GPU, or at its highest where there is none. */
function isNamed(point: RooflinePoint, points: readonly RooflinePoint[]): boolean {
  const same = points.filter(({ work }) => work.id === point.work.id);
  const bearer =
    same.find(({ implementation }) => implementation === GPU_NAME) ??
    same.reduce((best, one) => (one.gflops > best.gflops ? one : best));
  return bearer === point;
}

function shortTitle({ work }: RooflinePoint): string {
  return workTitle(work).replace(/^the notebook’s | matrices$/g, "");
}

function tooltipAt(
  points: readonly RooflinePoint[],
  peaks: MachinePeaks,
  x: number,
): ReturnType<ChartModel["tooltip"]> {
  const here = points.filter(({ intensity }) => Math.log10(intensity) === x);
  if (here.length === 0) {
    const intensity = 10 ** x;
    return {
      title: "The roof",
      lines: [`at ${figure(intensity)} operations a byte: ${figure(roofAt(peaks, intensity))} GFLOP/s`],
    };
  }
  return {
    title: [...new Set(here.map(({ work }) => capitalized(workTitle(work))))].join("; "),
    lines: [
      ...here.map(({ implementation, gflops }) => `${lookOf(implementation).title}: ${figure(gflops)} GFLOP/s`),
      `the roof: ${figure(here[0]!.roof)} GFLOP/s`,
    ],
  };
}

/** The picture in words, for those who do not see it. */
export function rooflineSummary(points: readonly RooflinePoint[], peaks: MachinePeaks): string {
  const roof = `Roofline, both axes logarithmic. This adapter allows ${figure(peaks.gflops)} GFLOP/s of arithmetic and ${figure(peaks.gigabytesPerSecond)} GB/s of bandwidth; they meet at ${figure(ridgeOf(peaks))} operations a byte.`;
  const ours = points.filter(({ implementation }) => implementation === GPU_NAME);
  const marks = ours.map(
    ({ work, gflops, share }) => `${workTitle(work)} at ${figure(gflops)} GFLOP/s, ${formatShare(share!)} of the roof`,
  );
  const others = points.length - ours.length;
  return [
    roof,
    marks.length === 0 ? "" : `Initscope on WebGPU: ${marks.join("; ")}.`,
    others === 0 ? "" : `The table under it lists all marks, also those of others.`,
  ]
    .filter((sentence) => sentence !== "")
    .join(" ");
}
