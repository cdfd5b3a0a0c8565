import { describe, expect, it } from "vitest";
import type { ProfileReport } from "../../src/experiments/theory/profileReport.ts";
import { DEFAULT_THEORY_CONFIG } from "../../src/experiments/theory/theoryConfig.ts";
import { correlationFigure, isTypicalBelow, lengthFigure } from "../../src/ui/theory-profile/profileModel.ts";

const REPORT: ProfileReport = {
  engine: { kind: "cpu", adapter: "float64", software: false },
  config: { ...DEFAULT_THEORY_CONFIG, depth: 2 },
  networks: 3,
  milliseconds: 1,
  layers: [
    { layer: 0, lnQ: 0, lnQRange: [0, 0], c: 0.5, cRange: [0.5, 0.5] },
    { layer: 1, lnQ: Math.LN10, lnQRange: [0, Math.log(100)], c: 0.7, cRange: [0.6, 0.8] },
    { layer: 2, lnQ: null, lnQRange: null, c: null, cRange: null },
  ],
  theory: { lnQ: [0, Math.LN10, -Infinity], c: [0.5, 0.75, Number.NaN], lnM: [], lnGradient: [] },
};

describe("the charts of a profile", () => {
  it("put the mean square on a log axis, with its range and theory, and gaps where there is nothing", () => {
    const { model, notes, summary } = lengthFigure(REPORT);
    const [measured, theory, range] = model.series;
    expect(measured!.points.map(({ y }) => y)).toEqual([0, 1, null]);
    expect(theory!.points.map(({ y }) => y)).toEqual([0, 1, null]);
    expect(range!.points.map(({ low, y }) => [low, y])).toEqual([
      [0, 0],
      [0, 2],
      [null, null],
    ]);
    expect(measured!.label).toBe("measured, median of 3 networks");
    expect([model.y.low < 0, model.y.high > 2]).toEqual([true, true]);
    expect(notes).toEqual(["the median is exactly 0 from layer 2 on, which a log axis cannot show"]);
    expect(summary).toMatch(/measured 1\.000 at layer 0, 10\.00 at layer 1, where theory says 10\.00/);
  });

  it("name the mean where it is one", () => {
    expect(correlationFigure(REPORT).model.series[0]!.label).toBe("measured, mean of 3 networks");
  });

  it("keep the correlation's axis between -1 and 1", () => {
    const { model } = correlationFigure({
      ...REPORT,
      layers: REPORT.layers.slice(0, 2).map((row) => ({ ...row, cRange: [-1, 1] })),
    });
    expect([model.y.low, model.y.high]).toEqual([-1.02, 1.02]);
    expect(model.series[1]!.points.map(({ y }) => y)).toEqual([0.5, 0.75]);
  });

  it("draw no number that is none", () => {
    for (const { model } of [lengthFigure(REPORT), correlationFigure(REPORT)]) {
      const drawn = model.series.flatMap(({ points }) => points.flatMap(({ y, low }) => [y, low ?? null]));
      expect(drawn.filter((value) => value !== null && !Number.isFinite(value))).toEqual([]);
    }
  });

  it("say what is at a layer, and nothing between layers", () => {
    const { model } = lengthFigure(REPORT);
    expect(model.tooltip(1)).toEqual({
      title: "Layer 1",
      lines: ["measured q 10.00", "from 1.000 to 100.0", "theory 10.00"],
    });
    expect(model.tooltip(2)!.lines).toEqual(["q: nothing measured"]);
    expect(model.tooltip(0.5)).toBeNull();
  });

  it("leave out the range of a network alone", () => {
    const { model } = lengthFigure({ ...REPORT, networks: 1 });
    expect(model.series.map(({ label }) => label)).toEqual(["measured in one network", "theory, infinite width"]);
  });
});

describe("the word on the typical network", () => {
  const at = (lnQ: number | null, activation: "relu" | "tanh" = "relu", networks = 3): ProfileReport => ({
    ...REPORT,
    networks,
    config: { ...REPORT.config, activation, depth: 1 },
    layers: [REPORT.layers[0]!, { ...REPORT.layers[1]!, lnQ }],
    theory: { ...REPORT.theory, lnQ: [0, 0] },
  });

  it.each([
    [at(-1), true],
    [at(null), true],
    [at(-0.1), false],
    [at(1), false],
    // Of a bounded φ the fixed point holds q; one network is not typical of any.
    [at(-1, "tanh"), false],
    [at(-1, "relu", 1), false],
    // Where theory is silent too, there is no mean to lie below.
    [{ ...at(null), theory: { ...REPORT.theory, lnQ: [0, -Infinity] } }, false],
  ])("is said where the median lies below theory's mean, of an unbounded φ (%#)", (report, expected) => {
    expect(isTypicalBelow(report)).toBe(expected);
  });
});
