import { describe, expect, it } from "vitest";
import { logTicks, niceStep, wholeTicks } from "../../../src/ui/lab-chart/axisTicks.ts";

const labels = (ticks: readonly { label: string }[]): string[] => ticks.map(({ label }) => label);

describe("logTicks", () => {
  it("marks powers of ten at even steps over many decades", () => {
    expect(labels(logTicks(-1.2, 79, 9))).toEqual(["10⁰", "10¹⁰", "10²⁰", "10³⁰", "10⁴⁰", "10⁵⁰", "10⁶⁰", "10⁷⁰"]);
  });

  it("writes small powers out", () => expect(labels(logTicks(-1.1, 1.4, 6))).toEqual(["0.1", "1", "10"]));

  it("marks 1, 2, 5 over a short span", () => {
    expect(labels(logTicks(-1.4, -0.1, 8))).toEqual(["0.05", "0.1", "0.2", "0.5"]);
    expect(labels(logTicks(77.9, 79.2, 8))).toEqual(["10⁷⁸", "2 × 10⁷⁸", "5 × 10⁷⁸", "10⁷⁹"]);
  });

  it("marks even values over a span too short for 1, 2, 5", () => {
    expect(labels(logTicks(Math.log10(0.062), Math.log10(0.083), 5))).toEqual(["0.065", "0.07", "0.075", "0.08"]);
    expect(labels(logTicks(Math.log10(9.5), Math.log10(11.1), 5))).toEqual(["9.5", "10", "10.5", "11"]);
  });

  it("puts every mark inside the axis, and at least two", () => {
    for (let low = -400; low < 400; low += 7.3) {
      for (const span of [0.05, 0.3, 0.9, 1.4, 1.6, 4, 33, 470, 31000]) {
        const ticks = logTicks(low, low + span, 7);
        expect(ticks.length).toBeGreaterThanOrEqual(1);
        expect(ticks.length).toBeLessThanOrEqual(9);
        for (const { value } of ticks) expect(value >= low - 1e-6 && value <= low + span + 1e-6).toBe(true);
        expect(new Set(labels(ticks)).size).toBe(ticks.length);
      }
    }
  });
});

describe("wholeTicks", () => {
  it("marks whole layers only", () => {
    expect(labels(wholeTicks(0, 1, 8))).toEqual(["0", "1"]);
    expect(labels(wholeTicks(0, 50, 6))).toEqual(["0", "10", "20", "30", "40", "50"]);
    expect(labels(wholeTicks(1, 199, 6))).toEqual(["50", "100", "150"]);
  });
});

it("niceStep takes the next of 1, 2, 5", () => {
  expect([10, 11, 60, 0.3].map((range) => niceStep(range, 5))).toEqual([2, 5, 20, 0.1]);
});
