import { describe, expect, test } from "vitest";
import { CpuEnsembles } from "../../../src/cpu/ensemble/cpuEnsembles.ts";
import { profileNetworks, runProfile } from "../../../src/experiments/theory/profile.ts";
import { DEFAULT_THEORY_CONFIG, type TheoryConfig } from "../../../src/experiments/theory/theoryConfig.ts";
import { ensembleWords } from "../../../src/random/ensembleWords.ts";
import { collect } from "../../support/ensembles.ts";

const cpu = new CpuEnsembles(ensembleWords);
const config = (own: Partial<TheoryConfig>): TheoryConfig => ({ ...DEFAULT_THEORY_CONFIG, engine: "cpu", ...own });

describe("a profile", () => {
  test("has measured q and c near theory's where networks are wide", async () => {
    const report = await runProfile(
      cpu,
      config({ activation: "tanh", sigmaW2: 1.69, sigmaB2: 0.09, depth: 10, width: 256, correlation: 0.2 }),
    );
    expect(report.networks).toBe(6);
    expect(report.layers).toHaveLength(11);
    expect(report.layers[0]).toEqual({
      layer: 0,
      lnQ: 0,
      lnQRange: [0, 0],
      c: expect.closeTo(0.2, 14) as number,
      cRange: [0.2, 0.2],
    });
    for (const { layer, lnQ, lnQRange, c, cRange } of report.layers.slice(1)) {
      // q of one layer has a standard deviation of √(2 / 256) = 0.09 of itself, what came before it damped.
      expect(Math.abs(lnQ! - report.theory.lnQ[layer]!)).toBeLessThan(0.3);
      expect(Math.abs(c! - report.theory.c[layer]!)).toBeLessThan(0.2);
      expect(lnQRange![0]).toBeLessThan(lnQ!);
      expect(lnQRange![1]).toBeGreaterThan(lnQ!);
      expect(cRange![0]).toBeLessThanOrEqual(c!);
      expect(cRange![1]).toBeGreaterThanOrEqual(c!);
    }
  });

  test("has no numbers where every network is silent", async () => {
    const { layers } = await runProfile(cpu, config({ sigmaW2: 0, depth: 2, width: 4 }));
    expect(layers[2]).toEqual({ layer: 2, lnQ: null, lnQRange: null, c: null, cRange: null });
  });

  test("has the median network's q, which no outlier rules, the silent ones among all", async () => {
    const narrow = config({ depth: 6, width: 2 });
    const { layers, networks } = await runProfile(cpu, narrow);
    expect(networks).toBe(64);
    const { lnQ } = await collect(cpu, { ...narrow, networks }, { pair: true });
    for (const layer of [1, 2, 3]) {
      const sorted = Float64Array.from(lnQ.filter((_, index) => index % 7 === layer)).toSorted();
      expect(layers[layer]!.lnQ).toBe((sorted[31]! + sorted[32]!) / 2);
    }
    expect(lnQ.filter((_, index) => index % 7 === 2)).toContain(-Infinity);
    // The mean of q is far above, ruled by a few.
    const third = lnQ.filter((_, index) => index % 7 === 3).map(Math.exp);
    expect(Math.log(third.reduce((sum, q) => sum + q, 0) / 64)).toBeGreaterThan(layers[3]!.lnQ! + 0.5);
  });

  test("has no q where half of the networks are silent, and the range of the others", async () => {
    const { layers } = await runProfile(cpu, config({ depth: 6, width: 1 }));
    expect(layers[6]!.lnQ).toBe(null);
    expect(layers[6]!.lnQRange).not.toBe(null);
    expect(layers[6]!.c).toBe(1);
  });

  test("takes as many networks as the machine does while a point is dragged", () => {
    const shape = { depth: 30, width: 128 };
    expect(profileNetworks({ kind: "cpu", adapter: "", software: false }, shape)).toBe(8);
    expect(profileNetworks({ kind: "gpu", adapter: "", software: true }, shape)).toBe(12);
    expect(profileNetworks({ kind: "gpu", adapter: "", software: false }, shape)).toBe(64);
  });

  test("shows the networks done so far, and ends with an abort", async () => {
    const early: number[] = [];
    const wide = config({ depth: 20, width: 300 });
    await runProfile(cpu, wide, { onEarly: ({ networks }) => early.push(networks) });
    expect(early).toEqual([1, 2, 3]);
    await expect(runProfile(cpu, wide, { signal: AbortSignal.abort(new Error("enough")) })).rejects.toThrow("enough");
  });
});
