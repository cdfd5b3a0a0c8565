import { describe, expect, it } from "vitest";
import { DEFAULT_SIGNAL_CONFIG } from "../../../src/experiments/signalConfig.ts";
import { type SignalReport, layerRow } from "../../../src/experiments/signalReport.ts";
import { scaled } from "../../../src/model/scaled.ts";
import {
  GRADIENT_COUNT,
  layerPlace,
  layerTicks,
  pictureSummary,
  scaleTicks,
} from "../../../src/ui/signal-picture/pictureText.ts";

function report(forward: readonly number[], gradient: readonly number[]): SignalReport {
  const rows = (first: number, stds: readonly number[]): SignalReport["forward"] =>
    stds.map((std, index) => layerRow(first + index, { mean: scaled(0), std: scaled(std), peakExponent: null }));
  const config = { ...DEFAULT_SIGNAL_CONFIG, depth: forward.length - 1, width: 80 };
  const engine = { kind: "cpu", adapter: "float64", software: false } as const;
  return { engine, config, forward: rows(0, forward), gradient: rows(1, gradient), histogram: null };
}

describe("the picture in words", () => {
  it("says its size, its scale, and how signal and gradient run, the input left out", () => {
    expect(pictureSummary(report([1, 0.5, 20, 4e38], [3e78, 20]), 80)).toBe(
      "Picture of 3 layers of 80 units, one column a layer, one row a unit, coloured by size from 10⁻⁸⁰ to 10⁸⁰. " +
        "The signal has std 0.500 at layer 1 and std 4.00 × 10³⁸ at layer 3. " +
        "Its gradient has std 3.00 × 10⁷⁸ at layer 1 and std 20.0 at layer 2. " +
        GRADIENT_COUNT,
    );
  });
  it("says less of one layer", () => {
    expect(pictureSummary(report([1, 0], []), 8)).toBe(
      "Picture of 1 layer of 80 units, one column a layer, one row a unit, coloured by size from 10⁻⁸ to 10⁸. " +
        "The signal has std 0 at layer 1.",
    );
  });
});

describe("layers under the picture", () => {
  it.each([
    [1, ["1"]],
    [3, ["1", "2", "3"]],
    [50, ["1", "10", "20", "30", "40", "50"]],
    [1000, ["1", "200", "400", "600", "800", "1000"]],
  ])("%i of them: the first, and round numbers", (depth, labels) => {
    expect(layerTicks(depth).map(({ label }) => label)).toEqual(labels);
  });
  it("stand under the middle of their column", () => {
    expect(layerPlace(1, 50)).toBeCloseTo(0.01, 12);
    expect(layerPlace(50, 50)).toBeCloseTo(0.99, 12);
  });
});

describe("the scale", () => {
  it.each([
    [8, ["10⁻⁸", "10⁻⁴", "1", "10⁴", "10⁸"]],
    [200, ["10⁻²⁰⁰", "10⁻¹⁰⁰", "1", "10¹⁰⁰", "10²⁰⁰"]],
  ])("of %i decades a side has whole powers of ten", (decades, labels) => {
    expect(scaleTicks(decades).map(({ label }) => label)).toEqual(labels);
  });
});
