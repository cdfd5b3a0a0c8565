import { expect, it } from "vitest";
import type { Histogram } from "../../../src/model/engine.ts";
import { scaled } from "../../../src/model/scaled.ts";
import { histogramAbsence, histogramChart, histogramTotal } from "../../../src/ui/layer-histogram/histogramModel.ts";

const histogram: Histogram = {
  layer: 3,
  low: scaled(-4),
  high: scaled(4),
  counts: [0, 0, 1, 4, 2, 1, 0, 0],
  below: 0,
  above: 2,
  zeros: 10,
};

it("counts all values, drawn or not", () => expect(histogramTotal(histogram)).toBe(20));

it("draws shares of all values between the first and the last that is not empty", () => {
  const chart = histogramChart(histogram)!;
  expect([chart.x.low, chart.x.high, chart.x.title]).toEqual([-2, 2, "activation"]);
  expect(chart.series[0]!.points).toEqual([
    { x: -1.5, y: 5 },
    { x: -0.5, y: 20 },
    { x: 0.5, y: 10 },
    { x: 1.5, y: 5 },
  ]);
  expect(chart.tooltip(-0.4)).toEqual({ title: "−1 to 0", lines: ["4 values, 20 %"] });
});

it("takes a power of ten as its unit, at any magnitude", () => {
  const huge = histogramChart({ ...histogram, low: scaled(-1, 3000), high: scaled(1, 3000) })!;
  expect(huge.x.title).toBe("activation, in units of 10⁹⁰³");
  expect(huge.x.high).toBeCloseTo(0.5 * 1.2302, 3);
  const tiny = histogramChart({ ...histogram, low: scaled(0), high: scaled(3e-9) })!;
  expect(tiny.x.title).toBe("activation, in units of 10⁻⁹");
  expect(tiny.x.ticks.at(-1)?.label).toMatch(/^[\d.]+$/);
});

it("draws nothing where every value is zero", () => {
  expect(histogramChart({ ...histogram, counts: [0, 0], above: 0 })).toBeNull();
});

it("begins at 0 where no value is below it", () => {
  const straddling = { ...histogram, low: scaled(-3.5), high: scaled(4.5), counts: [0, 0, 0, 4, 2, 1, 0, 0] };
  const chart = histogramChart(straddling, true)!;
  expect(chart.x.low).toBe(0);
  expect(chart.x.high).toBeCloseTo(2.5, 12);
  expect(chart.series[0]!.points[0]!.x).toBeCloseTo(0, 12);
  expect(chart.tooltip(0.2)?.title).toBe("0 to 0.5");
  expect(histogramChart(straddling)!.x.low).toBeCloseTo(-0.5, 12);
});

it("says why it draws nothing", () => {
  const none = { ...histogram, counts: [0, 0, 0], below: 0, above: 0, zeros: 0 };
  expect(histogramAbsence({ ...none, zeros: 7 })).toMatch(/^Every value is 0/);
  const one = { ...none, low: scaled(2), high: scaled(2), counts: [0, 1, 0] };
  expect(histogramChart(one)).toBeNull();
  expect(histogramAbsence(one)).toMatch(/^One unit and one example/);
  expect(histogramAbsence({ ...one, counts: [0, 5, 0] })).toMatch(/^All values are equal/);
});
