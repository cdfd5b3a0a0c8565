import { describe, expect, it } from "vitest";
import type { TrainingCheck } from "../../src/experiments/training/trainingLab.ts";
import { decimated } from "../../src/ui/training-loss/decimate.ts";
import { lossAxis, updateAxis } from "../../src/ui/training-loss/lossAxes.ts";
import { lossFigure } from "../../src/ui/training-loss/lossModel.ts";

const NAMES = ["zeros", "random"] as const;

function checkOf(losses: number[], collapsed: number[] | null): TrainingCheck {
  const run = { losses: Float64Array.from(losses), worst: 0, bound: 1, passed: true };
  const theory = collapsed === null ? null : Float64Array.from(collapsed);
  return {
    iterations: losses.length - 1,
    runs: [
      { ...run, collapsed: theory },
      { ...run, collapsed: null },
    ],
  };
}

describe("a long line in few points", () => {
  const values = Array.from({ length: 10_001 }, (_, index) => Math.sin(index / 700));

  it("keeps the first, the last and every extreme, in their order", () => {
    values[4321] = 9;
    values[8765] = -9;
    const places = decimated(values, 1000);
    expect(places.length).toBeLessThanOrEqual(1000);
    expect([places[0], places.at(-1)]).toEqual([0, 10_000]);
    expect([places.includes(4321), places.includes(8765)]).toEqual([true, true]);
    expect(places).toEqual([...new Set(places)].toSorted((one, other) => one - other));
  });

  it("is all of a short one", () => {
    expect(decimated([3, 1, 2], 4)).toEqual([0, 1, 2]);
    expect(decimated([], 4)).toEqual([]);
  });

  it("finds numbers beside what is none", () => {
    const broken = Array.from({ length: 100 }, (_, index) => (index % 3 === 0 ? NaN : Infinity));
    broken[50] = 7;
    expect(decimated(broken, 10)).toContain(50);
  });
});

describe("the axes of losses", () => {
  it("begin at 0, but where all losses are near each other", () => {
    expect(lossAxis([0.7, 0.1])).toMatchObject({ isLog: false, isCut: false, y: { low: 0 } });
    const cut = lossAxis([0.7, 0.69, NaN, Infinity]);
    expect([cut.isCut, cut.y.low < 0.69 && cut.y.low > 0.68, cut.y.high > 0.7]).toEqual([true, true, true]);
    expect(lossAxis([0.5, 0.5])).toMatchObject({ isCut: false, y: { low: 0 } });
    expect(lossAxis([0, 0]).y.high).toBeGreaterThan(0);
    expect(lossAxis([]).y.high).toBeGreaterThan(0);
  });

  it("are in whole decades where losses lie a hundredfold apart", () => {
    expect(lossAxis([7, 0.06, 0])).toMatchObject({ isLog: true, y: { low: -2, high: 1 } });
    expect(lossAxis([0.7, 0.0071]).isLog).toBe(false);
  });

  it("of updates end at a round number, with whole marks", () => {
    expect([0, 10, 101, 999, 2000, 12_345].map((updates) => updateAxis(updates).high)).toEqual([
      10, 10, 150, 1000, 2000, 15_000,
    ]);
    expect(updateAxis(7).ticks.map(({ label }) => label)).toEqual(["0", "2", "4", "6", "8", "10"]);
  });
});

describe("the chart of both losses", () => {
  it("tells runs by colour and dash, with the reference and theory on top, named once", () => {
    const { model } = lossFigure(
      [
        [0.7, 0.6],
        [0.8, 0.2],
      ],
      NAMES,
      checkOf([0.7, 0.6], [0.7, 0.6]),
    );
    expect(model.series.filter(({ unlisted }) => unlisted !== true).map(({ label }) => label)).toEqual([
      "float64 reference",
      "theory, one unit a layer",
      "zeros",
      "random",
    ]);
    const [zeros, random] = model.series.slice(-2);
    expect(zeros!.meaning).not.toBe(random!.meaning);
    expect(zeros!.dash).not.toEqual(random!.dash);
    expect(model.series.find(({ label }) => label.startsWith("theory"))!.meaning).toBe("theory");
    expect(model.series).toHaveLength(5);
  });

  it("leaves gaps for what has no place", () => {
    const { model, notes, caption } = lossFigure(
      [
        [0.7, NaN, 0.001],
        [0, Infinity],
      ],
      NAMES,
      null,
    );
    expect(caption).toMatch(/log axis/);
    expect(model.series.map(({ points }) => points.map(({ y }) => y))).toEqual([
      [Math.log10(0.7), null, -3],
      [null, null],
    ]);
    expect(notes).toEqual(["a loss of exactly 0 is left out, which a log axis cannot show"]);
  });

  it("shows a first loss as a dot, and nothing where there is none", () => {
    expect(lossFigure([[0.7], []], NAMES, null).model.series.map(({ label, mark }) => [label, mark])).toEqual([
      ["zeros", "dot"],
    ]);
    expect(lossFigure([[], []], NAMES, null).model.series).toEqual([]);
  });

  it("says when the axis does not begin at 0", () => {
    expect(
      lossFigure(
        [
          [0.7, 0.69],
          [0.7, 0.68],
        ],
        NAMES,
        null,
      ).notes,
    ).toEqual(["the axis does not begin at 0"]);
  });

  it("tells both runs under the mouse, and the whole to those who do not see it", () => {
    const { model, summary } = lossFigure(
      [
        [0.7, 0.65],
        [0.8, NaN],
      ],
      NAMES,
      checkOf([0.7, 0.64], [0.7, 0.63]),
    );
    expect(model.tooltip(1)).toEqual({
      title: "After 1 update",
      lines: ["zeros 0.65", "   in float64 0.64", "   by theory 0.63", "random beyond float32", "   in float64 0.64"],
    });
    expect(model.tooltip(0)!.title).toBe("Before any update");
    expect(model.tooltip(2)).toBeNull();
    expect(summary).toBe(
      "Chart of the loss by update. zeros: from 0.7 to 0.65 after 1 update; random: from 0.8 to beyond float32 after 1 update.",
    );
  });
});
