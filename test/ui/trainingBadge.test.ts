import { expect, it } from "vitest";
import type { RunCheck } from "../../src/experiments/training/trainingLab.ts";
import type { EngineInfo } from "../../src/model/engine.ts";
import { DEFAULT_VIEW } from "../../src/ui/symmetry-lab/symmetryAddress.ts";
import { trainingBadgeText } from "../../src/ui/symmetry-lab/trainingBadgeText.ts";
import { checkedUpdates, firstPiece, nextPiece } from "../../src/ui/symmetry-lab/trainingPieces.ts";

const GPU: EngineInfo = { kind: "gpu", adapter: "acme", software: false };

function run(worst: number, bound: number, passed = true): RunCheck {
  return { losses: new Float64Array(1), worst, bound, passed, collapsed: null };
}

it("says how well losses agree with float64: the worse of both runs", () => {
  const runs = [run(1e-8, 2e-6), run(3.2e-7, 4e-6)] as const;
  expect(trainingBadgeText({ iterations: 100, runs }, GPU)).toEqual({
    tone: "good",
    text: "The GPU’s losses agree with float64 to 3.2 × 10⁻⁷ over 100 updates; 4.0 × 10⁻⁶ is allowed.",
  });
  expect(trainingBadgeText({ iterations: 1, runs }, { kind: "cpu", adapter: "", software: false }).text).toBe(
    "This is the float64 reference itself.",
  );
});

it("says where they do not, and where no float32 could", () => {
  const failed = trainingBadgeText({ iterations: 20, runs: [run(0.1, 0.9), run(0.01, 1e-4, false)] }, GPU);
  expect(failed.tone).toBe("bad");
  expect(failed.text).toBe(
    "The GPU’s losses differ from float64’s by up to 0.010 of their size over 20 updates, where 1.0 × 10⁻⁴ is allowed. Trust float64 here.",
  );
  const wild = trainingBadgeText({ iterations: 2000, runs: [run(0.3, 0.7), run(1e-7, 1e-6)] }, GPU);
  expect(wild.tone).toBe("neutral");
  expect(wild.text).toMatch(
    /no float32 machine can follow float64 over 2,000 updates.*differ by up to 0\.30 of their size,/,
  );
});

it("has words, and no figure, where only one of the two broke off", () => {
  const runs = [run(1e-8, 2e-6), run(Infinity, 2e-6, false)] as const;
  expect(trainingBadgeText({ iterations: 100, runs }, GPU)).toEqual({
    tone: "bad",
    text: "The GPU’s losses and float64’s part over 100 updates: one broke off where the other goes on. Trust float64 here.",
  });
  const wild = trainingBadgeText({ iterations: 100, runs: [run(Infinity, Infinity), run(58.2, 70)] }, GPU);
  expect(wild.text).not.toMatch(/NaN|Infinity/);
});

it("names differences beyond the losses themselves as multiples of them", () => {
  const runs = [run(58.2, 70), run(1e-7, 1e-6)] as const;
  expect(trainingBadgeText({ iterations: 100, runs }, GPU).text).toContain("differ by up to 58 times their size, as");
});

it("leads a small network on in one piece, a large one in small ones, as fast as it proves to be", () => {
  const { config } = DEFAULT_VIEW;
  expect(firstPiece(config)).toBe(2000);
  const large = { ...config, layers: [2, ...new Array<number>(8).fill(64), 1] };
  expect(firstPiece(large)).toBeLessThan(5);
  expect(firstPiece({ ...large, samples: 10_000 })).toBe(1);
  expect([nextPiece(8, 50), nextPiece(8, 200), nextPiece(8, 1000), nextPiece(1, 1000)]).toEqual([16, 8, 4, 1]);
  expect(nextPiece(2000, 1)).toBe(2000);
  // 29,377 parameters, 200 examples, 6 operations each, twice: 70.5 million an update.
  expect([checkedUpdates(config, 100), checkedUpdates(large, 100)]).toEqual([100, 14]);
});
