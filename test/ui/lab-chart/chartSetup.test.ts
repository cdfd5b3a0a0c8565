import { describe, expect, it } from "vitest";
import type { ChartModel, ChartSeries } from "../../../src/ui/lab-chart/chartModel.ts";
import { type ChartInk, chartDatasets } from "../../../src/ui/lab-chart/chartSetup.ts";

const AXIS = { title: "", low: 0, high: 1, ticks: [] };
const COLOUR = "rgb(1, 2, 3)";
const INK: ChartInk = {
  text: "",
  muted: "",
  grid: "",
  surface: "white",
  meaning: { signal: COLOUR, gradient: "", theory: "", limit: "", ours: "", peer: "" },
  family: "",
  size: 12,
};
const LINE: ChartSeries = {
  label: "a line",
  meaning: "signal",
  kind: "line",
  points: [0, 1, 2].map((x) => ({ x, y: x })),
};

function dataset(series: Partial<ChartSeries>, chosen?: number): object {
  const model: ChartModel = { x: AXIS, y: AXIS, chosen, series: [{ ...LINE, ...series }], tooltip: () => null };
  return chartDatasets(model, INK)[0]!;
}

describe("what Chart.js draws of a line", () => {
  it("has one radius for all points where it has no marks", () => {
    expect(dataset({}, 1)).toMatchObject({ pointRadius: 0, showLine: true, borderColor: COLOUR });
    expect(dataset({})).not.toHaveProperty("pointBackgroundColor");
  });

  it("has a ring around the chosen mark, and none where a point is bare", () => {
    const marks = dataset(
      { mark: "dot", markRadius: 3, points: [{ x: 0, y: 0, bare: true }, ...LINE.points.slice(1)] },
      1,
    );
    expect(marks).toMatchObject({
      pointRadius: [0, 6, 3],
      pointBackgroundColor: [COLOUR, "white", COLOUR],
      pointBorderWidth: [0, 2, 0],
    });
  });

  it("is fainter under another", () => {
    expect(dataset({ faint: true })).toMatchObject({ borderColor: "rgba(1, 2, 3, 0.65)" });
  });
});
