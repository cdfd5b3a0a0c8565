import { expect, it } from "vitest";
import { unbrokenRuns } from "../../../src/ui/lab-chart/bands.ts";
import type { ChartModel } from "../../../src/ui/lab-chart/chartModel.ts";
import { type ChartInk, chartDatasets } from "../../../src/ui/lab-chart/chartSetup.ts";

const INK = { surface: "white", meaning: { signal: "rgb(0, 104, 168)", theory: "rgb(26, 149, 117)" } };

function datasets(series: ChartModel["series"]): Record<string, unknown>[] {
  return chartDatasets({ series } as ChartModel, INK as unknown as ChartInk) as never;
}

it("cuts a band where it has no upper edge", () => {
  const at = (x: number, y: number | null): { x: number; y: number | null } => ({ x, y });
  const runs = unbrokenRuns([at(0, null), at(1, 2), at(2, 3), at(3, null), at(4, 5)]);
  expect(runs.map((run) => run.map(({ x }) => x))).toEqual([[1, 2], [4]]);
  expect(unbrokenRuns([at(0, null)])).toEqual([]);
});

it("gives a band both edges, no line of its own, and less strength under another", () => {
  const points = [
    { x: 0, y: 1, low: -1 },
    { x: 1, y: 1 },
  ];
  const [strong, faint] = datasets([
    { label: "half", meaning: "signal", kind: "band", points },
    { label: "most", meaning: "signal", kind: "band", faint: true, points },
  ]);
  expect(strong).toMatchObject({ showLine: false, pointRadius: 0, backgroundColor: "rgba(0, 104, 168, 0.3)" });
  expect(strong!["data"]).toEqual([
    { x: 0, y: 1, low: -1 },
    { x: 1, y: 1, low: null },
  ]);
  expect(faint!["backgroundColor"]).toBe("rgba(0, 104, 168, 0.16)");
});

it("leaves lines without an edge, so that nothing is filled under them", () => {
  const [line, steps] = datasets([
    { label: "theory", meaning: "theory", kind: "line", points: [{ x: 0, y: 1 }] },
    { label: "outline", meaning: "signal", kind: "line", stepped: true, points: [{ x: 0, y: 1 }] },
  ]);
  expect(line!["data"]).toEqual([{ x: 0, y: 1 }]);
  expect([line!["stepped"], steps!["stepped"]]).toEqual([false, "middle"]);
});
