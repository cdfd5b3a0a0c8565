import { expect, it } from "vitest";
import { DEFAULT_THEORY_CONFIG } from "../../src/experiments/theory/theoryConfig.ts";
import type { DiagramPainted } from "../../src/experiments/theory/theoryLab.ts";
import { meanField } from "../../src/theory/meanField.ts";
import { isFieldOf, isPictureOf, readingOnShow } from "../../src/ui/theory-map/mapShown.ts";
import { factorText, jumpText, paintedText } from "../../src/ui/theory-map/mapText.ts";

const config = { ...DEFAULT_THEORY_CONFIG, activation: "tanh", sigmaW2: 1.5, sigmaB2: 0.1 } as const;
const point = { sigmaW2: 1.5, sigmaB2: 0.1 };
const tanh = { activation: "tanh", point, field: meanField(config) } as const;

it("takes a picture for what is asked for by its activation, quantity and theme, wherever its window lies", () => {
  const look = { activation: "tanh", quantity: "chi1", theme: "dark" } as const;
  expect(isPictureOf(look, { config, quantity: "chi1", theme: "dark" })).toBe(true);
  expect(isPictureOf(look, { config: { ...config, sigmaW2: 3 }, quantity: "chi1", theme: "dark" })).toBe(true);
  expect(isPictureOf(look, { config: { ...config, activation: "erf" }, quantity: "chi1", theme: "dark" })).toBe(false);
  expect(isPictureOf(look, { config, quantity: "qStar", theme: "dark" })).toBe(false);
  expect(isPictureOf(look, { config, quantity: "chi1", theme: "light" })).toBe(false);
});

it("takes theory for that of the point by its activation and both variances", () => {
  expect(isFieldOf(tanh, config)).toBe(true);
  for (const change of [{ activation: "erf" }, { sigmaW2: 1.6 }, { sigmaB2: 0.2 }] as const) {
    expect(isFieldOf(tanh, { ...config, ...change })).toBe(false);
  }
});

it("reads under the mouse before the point, and never another activation's numbers", () => {
  const under = { ...tanh, point: { sigmaW2: 3, sigmaB2: 0.1 } };
  expect(readingOnShow("tanh", under, tanh)).toEqual({ ...under, hovered: true });
  expect(readingOnShow("tanh", null, tanh)).toEqual({ ...tanh, hovered: false });
  expect(readingOnShow("erf", under, tanh)).toBeNull();
  expect(readingOnShow("erf", under, { ...tanh, activation: "erf" })).toMatchObject({ point, hovered: false });
});

it("says who painted, in which time, and what failed of the GPU", () => {
  const engine = { kind: "cpu", adapter: "float64", software: false } as const;
  const painted: DiagramPainted = { engine, on: "2d", columns: 8, rows: 4, cells: 32, milliseconds: 0.2, reason: null };
  expect(paintedText(painted)).toBe("8 × 4 cells in float64 on the CPU, in 1 ms");
  expect(paintedText({ ...painted, reason: "The GPU failed at it." })).toMatch(/in 1 ms\. The GPU failed at it\.$/);
  const onGpu = { ...painted, engine: { ...engine, kind: "gpu", adapter: "acme" } } as const;
  expect(paintedText(onGpu)).toBe("8 × 4 cells on acme, in 1 ms");
});

it("writes a factor with as many digits as tell it from 1", () => {
  expect([0.9698, 0.99998836, 0.9999999996, 1.00002, 1.118, 1].map((factor) => factorText(factor, 3))).toEqual([
    "0.97",
    "0.99999",
    "0.9999999996",
    "1.00002",
    "1.12",
    "1",
  ]);
});

it("says what an edge without a line is, of the activations that have one", () => {
  expect(jumpText("gelu")).toMatch(/^Where the colour jumps/);
  expect(jumpText("tanh")).toBe("");
});
