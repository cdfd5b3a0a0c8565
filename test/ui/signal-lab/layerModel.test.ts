import { describe, expect, it } from "vitest";
import type { LayerRow } from "../../../src/experiments/signalReport.ts";
import { scaled } from "../../../src/model/scaled.ts";
import type { ChartModel } from "../../../src/ui/lab-chart/chartModel.ts";
import { type LayerFigure, layerChart, layerSummary, silentLayers } from "../../../src/ui/signal-lab/layerModel.ts";

function row(layer: number, log10Std: number | null): LayerRow {
  const std = log10Std === null ? null : 10 ** log10Std;
  const exact = { mean: scaled(1), std: scaled(log10Std === null ? 0 : 1) };
  return { layer, mean: 1, std: std === Infinity ? null : std, log10Std, peakExponent: null, exact };
}

function figure(logs: readonly (number | null)[], change: Partial<LayerFigure> = {}): LayerFigure {
  const rows = logs.map((log10Std, layer) => row(layer, log10Std));
  return { meaning: "signal", title: "std", rows, theory: null, depth: logs.length - 1, float32: null, ...change };
}

/** Chart.js never sees what is not finite, or lies outside its axes. */
function expectDrawable({ x, y, series }: ChartModel): void {
  expect(y.low).toBeLessThan(y.high);
  expect(x.low).toBeLessThan(x.high);
  for (const point of series.flatMap(({ points }) => points)) {
    if (point.y === null) continue;
    expect(Number.isFinite(point.y)).toBe(true);
    expect(point.y >= y.low && point.y <= y.high && point.x >= x.low && point.x <= x.high).toBe(true);
  }
}

describe("layerChart", () => {
  it.each([
    ["growing past float64", figure([0, 200, 400, 31_000])],
    ["fading past float64", figure([0, -200, -400, -31_000])],
    ["level", figure([-1, -1, -1])],
    ["silent from some layer on", figure([0, -1, null, null])],
    ["silent throughout", figure([null, null])],
    ["without rows", { ...figure([]), depth: 1 }],
    ["with theory far away", figure([0, 1, 2], { theory: [0, 40, 80] })],
    [
      "with float32's limits",
      figure([0, 20, 40], {
        float32: { limits: [{ label: "largest", log10: 38.5 }], isLost: ({ layer }) => layer === 2 },
      }),
    ],
  ])("can draw a signal %s", (_name, given) => expectDrawable(layerChart(given)));

  it("marks lost layers with crosses in place of dots", () => {
    const limits = [{ label: "largest", log10: 38.5 }];
    const { series } = layerChart(figure([0, 20, 40], { float32: { limits, isLost: ({ layer }) => layer === 2 } }));
    expect(series.map(({ label }) => label)).toEqual(["lost in float32", "measured", "largest"]);
    expect(series[0]!.points).toEqual([{ x: 2, y: 40 }]);
    expect(series[1]!.points.map(({ bare }) => bare)).toEqual([false, false, true]);
  });

  it("leaves out limits that are far away", () => {
    const limits = [{ label: "largest", log10: 38.5 }];
    const { series } = layerChart(figure([0, -1, -2], { float32: { limits, isLost: () => false } }));
    expect(series.map(({ label }) => label)).toEqual(["measured"]);
  });

  it("tells a layer's numbers in full", () => {
    const chart = layerChart(figure([0, 78.587], { theory: [0, 79] }));
    expect(chart.tooltip(1)).toEqual({
      title: "Layer 1",
      lines: ["std 3.864 × 10⁷⁸", "mean 1.000", "theory 1.000 × 10⁷⁹"],
    });
    expect(chart.tooltip(0)?.title).toBe("Layer 0, the input");
    expect(chart.tooltip(7)).toBeNull();
  });
});

it("says in words what is drawn, and what cannot be", () => {
  expect(layerSummary(figure([0, 2, 1]))).toBe(
    "Line chart, log scale: std, 1.000 at layer 0, 10.00 at layer 2, highest 100.0 at layer 1. The table below lists all activations.",
  );
  expect(layerSummary(figure([]))).toBe("Chart of the std by layer: nothing to draw.");
  expect(silentLayers(figure([0, null, null]).rows)).toMatch(/^The std is exactly 0 at layers 1 to 2/);
  expect(silentLayers(figure([0, null, 1, null]).rows)).toMatch(/at 2 layers/);
  expect(silentLayers(figure([0, 1]).rows)).toBe("");
});
