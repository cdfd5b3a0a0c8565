import { expect, it } from "vitest";
import { DEFAULT_THEORY_CONFIG } from "../../src/experiments/theory/theoryConfig.ts";
import type { DiagramPainted } from "../../src/experiments/theory/theoryLab.ts";
import { isFieldOf, isPictureOf } from "../../src/ui/theory-map/mapRuns.ts";

const config = { ...DEFAULT_THEORY_CONFIG, activation: "tanh", sigmaW2: 1.5, sigmaB2: 0.1 } as const;
const window = { sigmaW2: [0, 4], sigmaB2: [0, 1] } as const;

it("takes a picture for what is asked for by its activation, quantity and theme, wherever its window lies", () => {
  const look = { activation: "tanh", quantity: "chi1", theme: "dark" } as const;
  const shown = { painted: {} as DiagramPainted, window, ...look };
  expect(isPictureOf(shown, { config, quantity: "chi1", theme: "dark" })).toBe(true);
  expect(isPictureOf(shown, { config: { ...config, sigmaW2: 3 }, quantity: "chi1", theme: "dark" })).toBe(true);
  expect(isPictureOf(shown, { config: { ...config, activation: "erf" }, quantity: "chi1", theme: "dark" })).toBe(false);
  expect(isPictureOf(shown, { config, quantity: "qStar", theme: "dark" })).toBe(false);
  expect(isPictureOf(shown, { config, quantity: "chi1", theme: "light" })).toBe(false);
});

it("takes theory for that of the point by its activation and both variances", () => {
  const field = { activation: "tanh", point: { sigmaW2: 1.5, sigmaB2: 0.1 } } as const;
  expect(isFieldOf(field, config)).toBe(true);
  for (const change of [{ activation: "erf" }, { sigmaW2: 1.6 }, { sigmaB2: 0.2 }] as const) {
    expect(isFieldOf(field, { ...config, ...change })).toBe(false);
  }
});
