import { describe, expect, it } from "vitest";
import { FLAGSHIP, FLAGSHIP_FORWARD, matmulWork } from "../../src/bench/work.ts";
import { intensityOf, leastBytes, ridgeOf, roofAt } from "../../src/ui/bench-lab/intensity.ts";
import { intensityTicks } from "../../src/ui/bench-roofline/intensityTicks.ts";
import { rooflineModel, rooflineSummary } from "../../src/ui/bench-roofline/rooflineModel.ts";
import { rooflinePoints } from "../../src/ui/bench-roofline/rooflinePoints.ts";
import { type Box, type NamedMark, namePlaces } from "../../src/ui/lab-chart/namePlaces.ts";
import { PEAKS, benchRow, wrongRow } from "../support/benchRows.ts";

const SQUARE = matmulWork(1024, 1024, 1024);
const LAYER = matmulWork(80, 80, 1000);

describe("intensity", () => {
  it("counts each operand and each result once", () => {
    expect(leastBytes(LAYER)).toBe(4 * (80 * 80 + 80 * 1000 + 80 * 1000));
    // 2 n³ / (3 n² · 4) = n / 6.
    expect(intensityOf(SQUARE)).toBeCloseTo(1024 / 6, 12);
  });

  it("of the network counts weights, inputs and statistics, and no activation", () => {
    expect(leastBytes(FLAGSHIP_FORWARD)).toBe(4 * (80 + 49 * 6400 + 1000) + 16 * 50);
    expect(leastBytes(FLAGSHIP)).toBe(4 * (80 + 49 * 6400 + 1100) + 16 * 100);
  });

  it("meets the roof at the ridge", () => {
    expect(ridgeOf(PEAKS)).toBe(2);
    expect([0.5, 2, 100].map((intensity) => roofAt(PEAKS, intensity))).toEqual([2, 8, 8]);
  });
});

describe("the roofline", () => {
  const rows = [
    benchRow(SQUARE.id, "initscope-gpu", { gflops: 6 }),
    benchRow(SQUARE.id, "initscope-wasm", { gflops: 12 }),
    benchRow(SQUARE.id, "jax-js", { gflops: 1 }),
    wrongRow(LAYER.id, "initscope-gpu", 1),
    benchRow(LAYER.id, "tfjs", { gflops: 0.02 }),
  ];
  const works = [LAYER, SQUARE];
  const points = rooflinePoints(works, rows, PEAKS);
  const model = rooflineModel(works, points, PEAKS);

  it("has no place for what is wrong, and no share for what ran beside the adapter", () => {
    expect(points.map(({ implementation, share }) => [implementation, share])).toEqual([
      ["tfjs", 0.02 / 8],
      ["initscope-gpu", 0.75],
      ["initscope-wasm", null],
      ["jax-js", 0.125],
    ]);
  });

  it("rises with bandwidth to the ridge, and is flat from there", () => {
    const roof = model.series.at(-1)!;
    expect(roof.meaning).toBe("limit");
    for (const { x, y } of roof.points) expect(10 ** y!).toBeCloseTo(roofAt(PEAKS, 10 ** x), 9);
    expect(roof.points.some(({ x }) => Math.abs(10 ** x - 2) < 1e-9)).toBe(true);
    expect(roof.points.at(-1)!.x).toBe(model.x.high);
    expect(roof.points.flatMap(({ name }) => name ?? [])).toEqual(["4 GB/s", "8 GFLOP/s"]);
  });

  it("holds every mark and the whole ridge within its axes", () => {
    const { x, y, series } = model;
    for (const point of series.flatMap(({ points: drawn }) => drawn)) {
      expect(point.x >= x.low && point.x <= x.high).toBe(true);
      expect(point.y! >= y.low - 1e-9 && point.y! <= y.high).toBe(true);
    }
    expect(x.low < Math.log10(2) && x.high > Math.log10(intensityOf(SQUARE))).toBe(true);
  });

  it("marks the ridge, and a round figure near each end of the horizontal axis", () => {
    for (const [low, high, ridge, labels] of [
      [-0.1, 2.48, Math.log10(16.25), ["1", "16.3", "200"]],
      [0.4, 1.9, 1.1, ["5", "12.6", "50"]],
      [-1.3, 4.2, 1.02, ["0.1", "1", "10.5", "100", "1,000", "10,000"]],
    ] as const) {
      const ticks = intensityTicks(low, high, ridge);
      expect(ticks.map(({ label }) => label)).toEqual(labels);
      expect(ticks.some(({ value }) => value === ridge)).toBe(true);
      for (const [index, { value }] of ticks.slice(1).entries()) {
        expect(value - ticks[index]!.value).toBeGreaterThan(0.12 * (high - low));
      }
    }
  });

  it("keeps its horizontal axis while results come in", () => {
    expect(rooflineModel(works, [], PEAKS).x).toEqual(model.x);
  });

  it("names each work once, at our own mark or else the highest; the CPU's marks are hollow", () => {
    const named = model.series
      .slice(0, -1)
      .flatMap(({ label, points: drawn }) => drawn.map(({ name }) => [label, name]));
    expect(named).toEqual([
      ["Initscope on WebGPU", "1024 × 1024"],
      ["Initscope on WebAssembly (on the CPU, beside this roof)", undefined],
      ["TensorFlow.js on WebGPU", "80 × 80 by 80 × 1000"],
      ["jax-js on WebGPU", undefined],
    ]);
    expect(model.series.map(({ hollow }) => hollow)).toEqual([false, true, false, false, undefined]);
    expect(new Set(model.series.slice(0, -1).map(({ mark, hollow }) => `${mark} ${hollow}`)).size).toBe(4);
  });

  it("tells all of a work at its marks, and the roof elsewhere", () => {
    expect(model.tooltip(Math.log10(intensityOf(SQUARE)))).toEqual({
      title: "1024 × 1024 matrices",
      lines: [
        "Initscope on WebGPU: 6 GFLOP/s",
        "Initscope on WebAssembly: 12 GFLOP/s",
        "jax-js on WebGPU: 1 GFLOP/s",
        "the roof: 8 GFLOP/s",
      ],
    });
    expect(model.tooltip(0)).toEqual({ title: "The roof", lines: ["at 1 operations a byte: 4 GFLOP/s"] });
  });

  it("is told in words", () => {
    expect(rooflineSummary(points, PEAKS)).toBe(
      "Roofline, both axes logarithmic. This adapter allows 8 GFLOP/s of arithmetic and 4 GB/s of bandwidth; they meet at 2 operations a byte. Initscope on WebGPU: 1024 × 1024 matrices at 6 GFLOP/s, 75 % of the roof. The table under it lists all marks, also those of others.",
    );
  });
});

describe("names beside marks", () => {
  const area: Box = { left: 0, top: 0, width: 200, height: 100 };
  const mark = (x: number, y: number): NamedMark => ({ x, y, radius: 5, width: 40, height: 12 });
  const boxOf = ({ x, y, radius }: NamedMark): Box => {
    return { left: x - radius, top: y - radius, width: 2 * radius, height: 2 * radius };
  };
  const meets = (one: Box, other: Box): boolean =>
    Math.max(one.left, other.left) < Math.min(one.left + one.width, other.left + other.width) &&
    Math.max(one.top, other.top) < Math.min(one.top + one.height, other.top + other.height);

  it("stand above, in the middle, where there is room", () => {
    expect(namePlaces([mark(100, 50)], area, [])).toEqual([{ left: 80, top: 29, width: 40, height: 12 }]);
  });

  it("stay inside, and cover neither marks nor each other", () => {
    const marks = [mark(2, 50), mark(198, 50), mark(100, 4), mark(100, 60), mark(112, 60), mark(100, 40)];
    const places = namePlaces(marks, area, marks.map(boxOf)).filter((place) => place !== null);
    expect(places.length).toBeGreaterThanOrEqual(5);
    for (const [index, place] of places.entries()) {
      expect(place.left >= 0 && place.top >= 0 && place.left + place.width <= 200).toBe(true);
      for (const other of [...marks.map(boxOf), ...places.slice(0, index)]) expect(meets(place, other)).toBe(false);
    }
  });

  it("are left out where no place is free", () => {
    expect(namePlaces([mark(100, 50)], area, [area])).toEqual([null]);
  });
});
