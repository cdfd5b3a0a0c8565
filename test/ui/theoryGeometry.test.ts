import { describe, expect, it } from "vitest";
import { correlationOf, degreesOf } from "../../src/ui/network-knobs/angle.ts";
import { arcPaths, extentOf, layerName, markPoints, stripLayers } from "../../src/ui/theory-geometry/circleModel.ts";
import {
  correlationChart,
  correlationSummary,
  lengthChart,
  sharesChart,
} from "../../src/ui/theory-geometry/geometryCharts.ts";
import { circleFate, geometryVerdict } from "../../src/ui/theory-geometry/geometryVerdict.ts";
import { circleLayer, circleReport, profileReport } from "../support/theoryReports.ts";

describe("the fate of the circle", () => {
  const crumpled = { shares: [0.2, 0.2, 0.2, 0.2, 0.2], quarterCorrelation: 0.1, length: 60 };
  it.each([
    ["stays", {}, "It stays a circle: after 4 layers a right angle still is one."],
    // arcsin 0.24 = 13.9°.
    ["stays", { quarterCorrelation: 0.24, quarterRms: 0.24 }, /stays a circle: .* is about 14 degrees off/],
    ["stays", { quarterCorrelation: -0.2, quarterRms: 0.21 }, /stays a circle: .* is about 12 degrees off/],
    [
      "collapses",
      { quarterCorrelation: 0.98 },
      /collapses to a point: after 4 layers a right angle is down to 11 degrees/,
    ],
    ["shrinks", { quarterCorrelation: 0.5, quarterRms: 0.5 }, /shrinks towards a point: .* down to 60 degrees/],
    ["shrinks", { quarterCorrelation: 0.26, quarterRms: 0.26 }, /shrinks towards a point: .* down to 75 degrees/],
    [
      "line",
      { shares: [0.993, 0.007], quarterRms: 0.92 },
      /flattens to a line: after 4 layers one direction holds 99 % of/,
    ],
    ["line", { shares: [0.83, 0.16], quarterRms: 0.6 }, /flattens to a line/],
    [
      "flattens",
      { shares: [0.75, 0.23], quarterRms: 0.5 },
      /flattens towards a line: .* holds 75 % of it, the next 23 %\.$/,
    ],
    ["flattens", { quarterRms: 0.26 }, /flattens towards a line/],
    ["crumples", crumpled, /crumples: after 4 layers its two main directions hold 40 % of it/],
    ["bends", { shares: [0.4, 0.4, 0.2], quarterRms: 0.2 }, /bends out of its plane, .* is about 12 degrees off/],
    ["silent", { lnQ: null, quarterCorrelation: null, quarterRms: null, length: null, shares: [] }, /every unit is 0/],
  ] as const)("%s", (fate, last, headline) => {
    const report = circleReport(last);
    expect(circleFate(report)).toBe(fate);
    expect(geometryVerdict(report).headline).toMatch(headline);
  });

  it("calls no point what theory lets settle at an angle", () => {
    // Chaotic tanh, σ_w² 2.5, σ_b² 0.1: arccos 0.664 = 48.4°.
    const report = { ...circleReport({ quarterCorrelation: 0.66, quarterRms: 0.67 }), cStar: 0.664 };
    expect(circleFate(report)).toBe("settles");
    expect(geometryVerdict(report).headline).toBe(
      "The circle shrinks, but not to a point: after 4 layers a right angle is 49 degrees; theory has it settle at 48 degrees.",
    );
    const near = { ...circleReport({ quarterCorrelation: 0.97, quarterRms: 0.97 }), cStar: 0.97 };
    expect(circleFate(near)).toBe("settles");
    expect(circleFate({ ...near, cStar: 1 - 1e-9 })).toBe("collapses");
    expect(circleFate({ ...near, cStar: null })).toBe("collapses");
  });

  it("calls no circle what holds its angles but not its shape, and says that the signal has died", () => {
    const report = circleReport({ shares: [0.74, 0.25], quarterCorrelation: 0.16, quarterRms: 0.2, lnQ: -27 });
    expect(circleFate(report)).toBe("flattens");
    expect(geometryVerdict(report).rest).toContain(
      "The signal itself has all but died: its mean square is 1.9 × 10⁻¹²",
    );
    expect(geometryVerdict(circleReport({ lnQ: -9 })).rest).not.toContain("died");
  });

  it("says how much longer the curve is, and nothing of it where it is gone", () => {
    expect(geometryVerdict(circleReport({ ...crumpled, length: 20 * Math.PI })).rest).toContain("10 times as long");
    expect(geometryVerdict(circleReport({})).rest).toContain("just as long as it was");
    expect(geometryVerdict(circleReport({ lnQ: null, quarterCorrelation: null, quarterRms: null })).rest).not.toContain(
      "as long",
    );
  });

  it("calls a correlation beyond 1 by rounding no angle at all", () => {
    expect(geometryVerdict(circleReport({ quarterCorrelation: 1 + 1e-12 })).headline).toContain(
      "less than half a degree",
    );
  });
});

describe("the picture", () => {
  const square = [
    [1, 0],
    [0, 1],
    [-1, 0],
    [0, -1],
  ] as const;

  it("cuts the curve into arcs that meet, and closes it", () => {
    expect(arcPaths(square, 2)).toEqual(["M1 0L0 -1 -1 0", "M-1 0L0 1 1 0"]);
    const ends = arcPaths(square, 4).map((path) => path.slice(1).split(/[L]/));
    expect(ends.map(([start]) => start)).toEqual(["1 0", "0 -1", "-1 0", "0 1"]);
    expect(ends.map(([, end]) => end)).toEqual(["0 -1", "-1 0", "0 1", "1 0"]);
    expect(arcPaths([], 4)).toEqual([]);
  });

  it("marks the quarters, y pointing down", () => {
    expect(markPoints(square).map(([x, y]) => [x + 0, y + 0])).toEqual([
      [1, 0],
      [0, -1],
      [-1, 0],
      [0, 1],
    ]);
  });

  it("gives all layers one scale, which holds the largest", () => {
    expect(extentOf(circleReport({ projection: [[0.01, 0]] }))).toBe(1.1);
    expect(extentOf(circleReport({ projection: [[0, -3]] }))).toBeCloseTo(3.15, 12);
  });

  it.each([
    [50, 12, [0, 5, 9, 14, 18, 23, 27, 32, 36, 41, 45, 50]],
    [3, 12, [0, 1, 2, 3]],
    [1, 12, [0, 1]],
  ])("shows layers of depth %i from the input to the last", (depth, count, layers) => {
    expect(stripLayers(depth, count)).toEqual(layers);
  });

  it("names the first and the last layer", () => {
    expect([0, 3, 4].map((layer) => layerName(layer, 4))).toEqual([
      "Layer 0, the input",
      "Layer 3",
      "Layer 4, the last",
    ]);
  });
});

describe("the charts", () => {
  it("begins the axis of correlations at 0, or at the half below the least", () => {
    expect(correlationChart(profileReport([0.5, 0.8, 0.9]), 1).y.low).toBe(0);
    expect(correlationChart(profileReport([0.5, 0.05]), 1).y.low).toBe(-0.5);
    expect(correlationChart(profileReport([0.5, -0.7]), 1).y.low).toBe(-1);
  });

  it("draws measured over theory, within the band of all networks", () => {
    const { series, tooltip } = correlationChart(profileReport([0.5, 0.8]), 1);
    expect(series.map(({ kind, meaning }) => [kind, meaning])).toEqual([
      ["line", "signal"],
      ["line", "theory"],
      ["band", "signal"],
    ]);
    expect(series[2]!.points[1]).toMatchObject({ y: 0.9, low: 0.8 - 0.1 });
    expect(tooltip(1)).toEqual({
      title: "Layer 1, the last",
      lines: ["measured 0.8000, 36.9°", "theory 0.8000, 36.9°"],
    });
  });

  it("says where a network has no angle", () => {
    const report = profileReport([0.5, 0.8]);
    const silent = { ...report, layers: [report.layers[0]!, { ...report.layers[1]!, c: null, cRange: null }] };
    expect(correlationChart(silent, 1).tooltip(1)!.lines[0]).toBe("measured: no angle, the signal is 0");
    expect(correlationSummary(silent)).toContain("none, since the signal is 0 at layer 1");
  });

  it("measures the curve's length by that of the input's, and gaps where it is a point", () => {
    const { series, y } = lengthChart(circleReport({ length: 20 * Math.PI }), 0)!;
    expect(series[0]!.points.map((point) => point.y)).toEqual([0, 0, 0, 0, expect.closeTo(1, 12)]);
    expect(y.high).toBeGreaterThan(1);
    expect(lengthChart(circleReport({ length: 0 }), 0)!.series[0]!.points[4]!.y).toBeNull();
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY])("draws and says nothing of a theory that is %d", (bad) => {
    const report = profileReport([0.5, 0.8]);
    const broken = { ...report, theory: { ...report.theory, c: [0.5, bad] } };
    const { y, series, tooltip } = correlationChart(broken, 1);
    expect([y.low, y.ticks[0]!.value]).toEqual([0, 0]);
    expect(series[1]!.points[1]).toEqual({ x: 1, y: null });
    expect(tooltip(1)!.lines).toEqual(["measured 0.8000, 36.9°"]);
    expect(correlationSummary(broken)).toMatch(/0\.8000, 36\.9° at layer 1\.$/);
  });

  it("draws a direction's share in per cent, and nothing where nothing varies", () => {
    expect(sharesChart(circleLayer(0))!.series[0]!.points).toEqual([
      { x: 1, y: 50 },
      { x: 2, y: 50 },
    ]);
    expect(sharesChart(circleLayer(0, { shares: [] }))).toBeNull();
  });
});

describe("the angle's knob", () => {
  it("gives every whole degree back", () => {
    const degrees = Array.from({ length: 181 }, (_, degree) => degree);
    expect(degrees.map((degree) => degreesOf(correlationOf(degree)))).toEqual(degrees);
  });

  it("has a right angle at exactly 0, and ends at 1 and -1", () => {
    expect([0, 90, 180].map(correlationOf)).toEqual([1, 0, -1]);
    expect(Object.is(correlationOf(90), 0)).toBe(true);
  });
});
