import { describe, expect, it } from "vitest";
import { CpuEngine } from "../../src/cpu/cpuEngine.ts";
import { drawNotebookNetwork, networkOf } from "../../src/experiments/notebookNetwork.ts";
import { DEFAULT_SIGNAL_CONFIG } from "../../src/experiments/signalConfig.ts";
import { signalTheory } from "../../src/experiments/signalTheory.ts";
import type { LayerStatistics } from "../../src/model/engine.ts";
import { piecewiseSlopes } from "../../src/model/nonlinearities.ts";
import { NONLINEARITY_IDS } from "../../src/model/nonlinearity.ts";
import { toNumber } from "../../src/model/scaled.ts";

const SEEDS = 150;
const [DEPTH, WIDTH, SAMPLES] = [4, 64, 32];

/** The average over seeds of std², layer by layer, and the standard error of that average. */
async function measured(activation: "relu" | "leaky_relu" | "identity", weightVariance: number) {
  const engine = new CpuEngine();
  const config = { ...DEFAULT_SIGNAL_CONFIG, depth: DEPTH, width: WIDTH, samples: SAMPLES, weightVariance, activation };
  const forward: number[][] = [];
  const gradient: number[][] = [];
  const squares = (layers: readonly LayerStatistics[]) => layers.map(({ std }) => toNumber(std)! ** 2);
  for (let seed = 0; seed < SEEDS; seed += 1) {
    const { weights, inputs } = await drawNotebookNetwork({ ...config, seed });
    const network = networkOf(config, weights);
    forward.push(squares((await engine.forwardStatistics(network, inputs)).layers));
    gradient.push(squares((await engine.backwardStatistics(network, inputs, null)).gradPreactivation.slice(1)));
  }
  return { config, forward: averages(forward), gradient: averages(gradient) };
}

function averages(runs: readonly (readonly number[])[]): { mean: number; error: number }[] {
  return runs[0]!.map((_, layer) => {
    const values = runs.map((run) => run[layer]!);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
    return { mean, error: Math.sqrt(variance / values.length) };
  });
}

describe("signalTheory against averages over networks", () => {
  it.each([
    ["relu", 1],
    ["relu", 2 / WIDTH],
    ["leaky_relu", 0.1],
    ["identity", 1 / WIDTH],
  ] as const)("%s at variance %f", async (activation, weightVariance) => {
    const { config, forward, gradient } = await measured(activation, weightVariance);
    const theory = signalTheory(config)!;
    forward.forEach(({ mean, error }, layer) => {
      const expected = 10 ** (2 * theory.forward[layer]!);
      // Averages of n examples and of width units vary by 1 / n and 1 / width of the mean square, which std² lacks.
      const bias = (1 / SAMPLES + (layer === 0 ? 0 : 2 / WIDTH)) * 2 * expected;
      expect(!(Math.abs(mean - expected) <= 4 * error + bias), `layer ${layer}: ${mean}, ${expected}`).toBe(false);
    });
    gradient.forEach(({ mean, error }, index) => {
      const expected = 10 ** (2 * theory.gradient[index]!);
      // Forward and back pass the same weights: 1 + 5 / width a layer at the most, as for the fourth moment, to first order.
      const bias = ((5 * (DEPTH + 1)) / WIDTH + 2 / SAMPLES) * expected;
      expect(!(Math.abs(mean - expected) <= 4 * error + bias), `back ${index}: ${mean}, ${expected}`).toBe(false);
    });
  });
});

describe("signalTheory", () => {
  it.each([
    ["relu", 1 / 2 - 1 / Math.PI ** 2],
    ["identity", 1],
  ] as const)("has the std of %s units that see inputs of many sizes", async (activation, expected) => {
    const config = { ...DEFAULT_SIGNAL_CONFIG, depth: 1, width: 2048, samples: 2048, activation };
    expect(10 ** (2 * signalTheory(config)!.forward[1]!)).toBeCloseTo(expected, 14);
    const squares: number[][] = [];
    for (let seed = 0; seed < 20; seed += 1) {
      const { weights, inputs } = await drawNotebookNetwork({ ...config, seed });
      const { layers } = await new CpuEngine().forwardStatistics(networkOf(config, weights), inputs);
      squares.push([toNumber(layers[1]!.std)! ** 2]);
    }
    const { mean, error } = averages(squares)[0]!;
    expect(!(Math.abs(mean - expected) <= 4 * error), `${mean} ± ${error}, ${expected}`).toBe(false);
    expect(4 * error).toBeLessThan(0.1 * expected);
  });

  it("grows 6.3-fold a layer in the notebook's second run, and lies near its figures", async () => {
    const { growth, forward, gradient } = signalTheory(DEFAULT_SIGNAL_CONFIG)!;
    expect(growth).toBeCloseTo(Math.sqrt(40), 12);
    expect([forward.length, gradient.length]).toEqual([51, 49]);
    // Chance alone moves ln std by √(5 layers / (4 width)), 0.88 over 49 of them; twice that on the way there and back.
    const apart = Math.LOG10E * 3 * Math.sqrt((5 * 49) / (4 * 80));
    expect(Math.abs(forward[49]! - Math.log10(1.12209e38))).toBeLessThan(apart);
    expect(Math.abs(gradient[48]! - Math.log10(1.88178e40))).toBeLessThan(2 * apart);
    expect(Math.abs(gradient[0]! - Math.log10(3.86416e78))).toBeLessThan(2 * apart);
  });

  it("is a straight line that never leaves float64, at any variance", () => {
    for (const weightVariance of [5e-324, 1e-300, 1, 1e300, 1.7e308]) {
      const config = { ...DEFAULT_SIGNAL_CONFIG, depth: 200, width: 2048, weightVariance };
      const { growth, forward, gradient } = signalTheory(config)!;
      const step = Math.log10(growth);
      expect([growth, ...forward, ...gradient].every(Number.isFinite)).toBe(true);
      for (let layer = 2; layer <= 200; layer += 1) expect(forward[layer]! - forward[layer - 1]!).toBeCloseTo(step, 8);
      for (let layer = 1; layer < 199; layer += 1) expect(gradient[layer - 1]! - gradient[layer]!).toBeCloseTo(step, 8);
    }
  });

  it("says nothing of curved nonlinearities, and little at depth 1", () => {
    for (const activation of NONLINEARITY_IDS) {
      const theory = signalTheory({ ...DEFAULT_SIGNAL_CONFIG, activation });
      expect(theory === null).toBe(piecewiseSlopes(activation) === null);
    }
    const shallow = signalTheory({ ...DEFAULT_SIGNAL_CONFIG, depth: 1, activation: "identity" })!;
    expect(shallow.forward).toEqual([0, 0]);
    expect(shallow.gradient).toEqual([]);
  });
});
