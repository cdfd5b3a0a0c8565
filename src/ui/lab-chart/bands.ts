import type { Plugin, Scale } from "chart.js";
import type { ChartPoint } from "./chartModel.ts";

/** A point of a band as it stands in a dataset. */
type BandPoint = Pick<ChartPoint, "x" | "y" | "low">;

/** Fills the datasets whose points have a lower edge, each before its turn; gaps stay gaps. */
export const bands: Plugin<"line" | "bar"> = {
  id: "bands",
  beforeDatasetDraw(chart, { index }) {
    const dataset = chart.data.datasets[index]!;
    const points = dataset.data as unknown as readonly BandPoint[];
    if (points[0]?.low === undefined) return;
    const { ctx, chartArea, scales } = chart;
    ctx.save();
    ctx.beginPath();
    ctx.rect(chartArea.left, chartArea.top, chartArea.width, chartArea.height);
    ctx.clip();
    ctx.fillStyle = dataset.backgroundColor as string;
    for (const run of unbrokenRuns(points)) {
      ctx.beginPath();
      for (const [x, y] of outline(run, scales["x"]!, scales["y"]!)) ctx.lineTo(x, y);
      ctx.fill();
    }
    ctx.restore();
  },
};

/** The points between gaps. */
export function unbrokenRuns<Point extends Pick<ChartPoint, "y">>(points: readonly Point[]): Point[][] {
  const runs: Point[][] = [[]];
  for (const point of points) {
    if (point.y === null) runs.push([]);
    else runs.at(-1)!.push(point);
  }
  return runs.filter((run) => run.length > 0);
}

/** Along the upper edge, and back along the lower one, in pixels. */
function outline(run: readonly BandPoint[], x: Scale, y: Scale): (readonly [x: number, y: number])[] {
  const at = (point: BandPoint, value: number): readonly [number, number] => [
    x.getPixelForValue(point.x),
    y.getPixelForValue(value),
  ];
  const above = run.map((point) => at(point, point.y!));
  return [...above, ...run.toReversed().map((point) => at(point, point.low ?? y.min))];
}
