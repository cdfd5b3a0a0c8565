import { describe, expect, it, vi } from "vitest";
import type { RunFrame, ShownData } from "../../src/experiments/training/trainingLab.ts";
import { boundaryAxes } from "../../src/ui/training-boundary/boundaryAxes.ts";
import { classMark, probabilityGradient } from "../../src/ui/training-boundary/boundaryColours.ts";
import { accuracyText, boundarySummary, sampleText } from "../../src/ui/training-boundary/boundaryText.ts";
import { FollowedSize } from "../../src/ui/training-boundary/followedSize.ts";
import {
  MOST_MARKS,
  classMarks,
  markPath,
  markRadius,
  plotPlace,
  shownExamples,
} from "../../src/ui/training-boundary/exampleMarks.ts";

function data(inputs: number[], classes: number[]): ShownData {
  return {
    axes: [
      { name: "temperature", unit: "°C", mean: 200, std: 30 },
      { name: "x2", unit: "", mean: 0, std: 1 },
    ],
    inputs: Float32Array.from(inputs),
    classes: Uint8Array.from(classes),
    classNames: ["bad roast", "good roast"],
    extent: { x: [-2, 2], y: [-1, 3] },
  };
}

function frame(accuracy: number): RunFrame {
  return {
    iteration: 100,
    from: 0,
    losses: new Float64Array(1),
    parameters: [],
    symmetry: [],
    accuracy,
    brokenAt: null,
    paintedOn: "2d",
  };
}

describe("the axes of a boundary", () => {
  it("have round marks in the raw unit", () => {
    const [x, y] = boundaryAxes(data([], []), 6);
    expect([x.title, y.title]).toEqual(["temperature in °C", "x2"]);
    // 140 to 260 °C over the whole width.
    expect(x.ticks.map(({ label }) => label)).toEqual(["140", "160", "180", "200", "220", "240", "260"]);
    expect(x.ticks.map(({ value }) => Math.round(value * 600))).toEqual([0, 100, 200, 300, 400, 500, 600]);
    expect(y.ticks.map(({ label }) => label)).toEqual(["−1", "0", "1", "2", "3"]);
  });
});

describe("the examples on a boundary", () => {
  it("stand at their place, the highest y on top", () => {
    const { extent } = data([], []);
    expect(plotPlace(extent, -2, 3, 100)).toEqual([0, 0]);
    expect(plotPlace(extent, 0, 0, 100)).toEqual([50, 75]);
  });

  it("are told apart by shape and by colour", () => {
    const shapes = [0, 1, 2, 3, 4, 5].map((classIndex) => markPath(classIndex, 0, 0, 5));
    expect(new Set(shapes).size).toBe(6);
    for (const theme of ["light", "dark"] as const) {
      expect(new Set([0, 1, 2, 3, 4, 5].map((classIndex) => classMark(classIndex, theme))).size).toBe(6);
      const stops = probabilityGradient(theme).match(/#[0-9a-f]{6}/g)!;
      expect([stops.length, new Set(stops).size]).toEqual([3, 3]);
    }
  });

  it("are one path a class, without what lies beyond the plot", () => {
    const marks = classMarks(data([0, 1, 0, 5, 0, 0, 1, 0], [0, 1, 1, 0]), 100);
    expect(marks.map(({ path }) => (path.match(/M/g) ?? []).length)).toEqual([1, 2]);
    expect(marks[0]!.path).toMatch(/^M43\.5 75a/);
  });

  it("are an even sample of too many, and it is said", () => {
    expect(shownExamples(5)).toEqual([0, 1, 2, 3, 4]);
    const shown = shownExamples(10_000);
    expect(shown).toHaveLength(MOST_MARKS);
    expect(new Set(shown).size).toBe(MOST_MARKS);
    expect(shown.at(-1)!).toBeGreaterThan(9900);
    expect(sampleText(data([], Array(10_000).fill(0)))).toBe("600 of 10,000 examples drawn");
    expect(sampleText(data([], [0]))).toBe("");
  });

  it("are round: both halves of a circle as wide as twice its radius", () => {
    for (let marks = 1; marks <= MOST_MARKS; marks += 1) {
      const [, radius, width] = /a(\S+) \S+ 0 1 0 (\S+) /.exec(markPath(0, 10, 10, markRadius(377, marks)))!;
      expect(Number(width)).toBeCloseTo(2 * Number(radius), 6);
    }
  });

  it("are smaller the more there are, but never too small to tell shapes apart", () => {
    expect(markRadius(400, 200)).toBeGreaterThan(markRadius(400, 600));
    expect(markRadius(200, MOST_MARKS)).toBeGreaterThanOrEqual(2.5);
  });
});

describe("what is said of a boundary", () => {
  it("tells 100 % only where all are right", () => {
    expect([0.914, 1, 0.9996, 0.5].map((accuracy) => accuracyText(frame(accuracy)))).toEqual([
      "91 % right",
      "100 % right",
      "more than 99.9 % right",
      "50 % right",
    ]);
  });

  it("sums up the picture", () => {
    expect(boundarySummary(data([0, 0], [1]), frame(0.91))).toBe(
      "Decision boundary over temperature and x2, with 1 example of 2 classes: bad roast, good roast. After 100 updates, 91 % right.",
    );
    expect(boundarySummary(data([0, 0], [1]), null)).toMatch(/good roast\.$/);
  });
});

describe("the canvas of a GPU", () => {
  it("follows the plot's pixels one message at a time, up to the last size", async () => {
    const told: number[] = [];
    const ends: (() => void)[] = [];
    const size = new FollowedSize((pixels) => {
      told.push(pixels);
      return new Promise((resolve) => ends.push(resolve));
    });
    size.sent = 360;
    size.follow(360);
    expect(told).toEqual([]);
    for (const pixels of [400, 500, 960]) size.follow(pixels);
    expect(told).toEqual([400]);
    ends[0]!();
    await vi.waitFor(() => expect(told).toEqual([400, 960]));
    ends[1]!();
    await Promise.resolve();
    size.follow(960);
    expect(told).toEqual([400, 960]);
  });

  it("is told the next size where one could not be told", async () => {
    const told: number[] = [];
    const size = new FollowedSize((pixels) => {
      told.push(pixels);
      return Promise.reject(new Error("gone"));
    });
    size.follow(100);
    await vi.waitFor(() => expect(told).toEqual([100]));
    await Promise.resolve();
    size.follow(200);
    await vi.waitFor(() => expect(told).toEqual([100, 200]));
  });
});
