import { describe, expect, it } from "vitest";
import type { PictureTheme } from "../../../src/experiments/lab.ts";
import { COLOUR_STEPS, colourIndex, pictureColours } from "../../../src/ui/signal-picture/pictureColours.ts";

const MIDDLE = 1 + (COLOUR_STEPS - 1) / 2;
const THEMES: readonly PictureTheme[] = ["light", "dark"];

/** The luminance of WCAG 2, from 0 to 1. */
function luminance(colours: Uint8ClampedArray, index: number): number {
  const linear = [0, 1, 2].map((channel) => {
    const value = colours[4 * index + channel]! / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * linear[0]! + 0.7152 * linear[1]! + 0.0722 * linear[2]!;
}

describe("the colour of a magnitude", () => {
  const LOG2_10 = Math.log2(10);
  it("is the middle's at 1, and the ends' at the ends of the scale and beyond", () => {
    expect(colourIndex(0, 8)).toBe(MIDDLE);
    expect(colourIndex(8 * LOG2_10, 8)).toBe(COLOUR_STEPS);
    expect(colourIndex(-8 * LOG2_10, 8)).toBe(1);
    expect(colourIndex(5000, 8)).toBe(COLOUR_STEPS);
    expect(colourIndex(-5000, 8)).toBe(1);
  });
  it("lies half way out at half the decades", () => {
    expect(colourIndex(4 * LOG2_10, 8)).toBe(MIDDLE + (COLOUR_STEPS - 1) / 4 + 0.5);
    expect(colourIndex(-4 * LOG2_10, 8)).toBe(MIDDLE - (COLOUR_STEPS - 1) / 4 + 0.5);
  });
  it("is one of its own where the unit is silent", () => expect(colourIndex(-Infinity, 8)).toBe(0));
});

describe.each(THEMES)("the colours on %s paper", (theme) => {
  const colours = pictureColours(theme);
  it("leave the paper where a unit is silent, and are opaque on the scale", () => {
    expect(colours.length).toBe(4 * (1 + COLOUR_STEPS));
    expect([...colours.subarray(0, 4)]).toEqual([0, 0, 0, 0]);
    for (let index = 1; index <= COLOUR_STEPS; index += 1) expect(colours[4 * index + 3]).toBe(255);
  });
  it("leave the paper's brightness the farther a magnitude is from 1, on both sides", () => {
    const sign = theme === "light" ? -1 : 1;
    for (let step = 0; step < MIDDLE - 1; step += 1) {
      // Bytes are rounded: a channel may stand still.
      const slack = 0.004;
      expect(sign * (luminance(colours, MIDDLE + step + 1) - luminance(colours, MIDDLE + step))).toBeGreaterThan(
        -slack,
      );
      expect(sign * (luminance(colours, MIDDLE - step - 1) - luminance(colours, MIDDLE - step))).toBeGreaterThan(
        -slack,
      );
    }
  });
  it("go to orange above 1, and to purple below", () => {
    const [low, high] = [1, COLOUR_STEPS].map((index) => [...colours.subarray(4 * index, 4 * index + 3)]);
    expect(high![0]! - high![2]!).toBeGreaterThan(60);
    expect(low![2]! - low![0]!).toBeGreaterThan(10);
  });
});
