import { expect, it } from "vitest";
import {
  type SliderScale,
  listScale,
  logScale,
  oneTwoFive,
  roundWholes,
  wholeScale,
} from "../../../src/ui/number-knob/sliderScale.ts";

const scales: Record<string, SliderScale> = {
  depth: wholeScale(1, 200),
  width: listScale(roundWholes(2048)),
  samples: listScale(oneTwoFive(1_000_000)),
  variance: logScale(-4, 2, 0.01, [1, 0.0125, 0.025]),
};

it.each(Object.entries(scales))("%s: every step moves the value up, and back to its own position", (_name, scale) => {
  const steps = Math.round((scale.max - scale.min) / scale.step);
  let before = 0;
  for (let index = 0; index <= steps; index += 1) {
    const position = scale.min + index * scale.step;
    const value = scale.valueAt(position);
    expect(value).toBeGreaterThan(before);
    expect(Math.abs(scale.positionOf(value) - position)).toBeLessThanOrEqual(scale.step * 0.51);
    before = value;
  }
});

it("spans what the fields allow, values beyond the ends at the ends", () => {
  expect([scales["width"]!.valueAt(0), scales["width"]!.valueAt(1e9)]).toEqual([1, 2048]);
  expect([scales["samples"]!.valueAt(0), scales["samples"]!.valueAt(18)]).toEqual([1, 1_000_000]);
  expect([1e-9, 1e9].map((value) => scales["variance"]!.positionOf(value))).toEqual([-4, 2]);
});

it("meets a mark exactly", () => expect(scales["variance"]!.valueAt(-1.6)).toBe(0.025));

it("finds the nearest of a list by ratio", () => {
  const list = listScale([1, 10, 100]);
  expect([0.1, 2, 5, 31, 33, 5000].map((value) => list.positionOf(value))).toEqual([0, 0, 1, 1, 2, 2]);
});

it("offers the widths that people choose", () => {
  const widths = roundWholes(2048);
  expect(widths).toEqual(
    expect.arrayContaining([10, 20, 50, 80, 100, 128, 200, 256, 500, 512, 1000, 1024, 2000, 2048]),
  );
  expect(widths.length).toBeLessThan(250);
});

it.each([
  ["samples", 1234],
  ["width", 203],
  ["variance", 0.0123456],
] as const)("%s returns to a value that it was loaded with", (name, value) => {
  const scale = scales[name]!;
  expect(scale.valueAt(scale.positionOf(value))).not.toBe(value);
  const loaded = scale.including(value);
  const rest = (position: number): number =>
    loaded.min + Math.round((position - loaded.min) / loaded.step) * loaded.step;
  expect(loaded.valueAt(rest(loaded.positionOf(value)))).toBe(value);
  expect(loaded.valueAt(rest(loaded.positionOf(value) + loaded.step))).toBeGreaterThan(value);
});

it("stays as it is for a value beyond its ends", () => {
  expect(scales["width"]!.including(5000).max).toBe(scales["width"]!.max);
  expect(scales["depth"]!.including(500)).toBe(scales["depth"]);
});
