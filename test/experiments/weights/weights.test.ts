import { describe, expect, it } from "vitest";
import { ConfigError } from "../../../src/experiments/fields.ts";
import { drawRaw, readRawConfig } from "../../../src/experiments/weights/rawStream.ts";
import { drawWeights } from "../../../src/experiments/weights/weights.ts";
import { DEFAULT_WEIGHTS_CONFIG, type WeightsConfig } from "../../../src/experiments/weights/weightsConfig.ts";

const THREAD = DEFAULT_WEIGHTS_CONFIG;

describe("drawWeights", () => {
  it("draws the thread's layers, named and planned", async () => {
    const { config, layers } = await drawWeights(THREAD);
    expect(config).toBe(THREAD);
    expect(layers.map(({ name, fanIn, fanOut }) => [name, fanIn, fanOut])).toEqual([
      ["layer1", 2, 3],
      ["layer2", 3, 1],
    ]);
    expect(layers[0]!.weight).toEqual({
      shape: [2, 3],
      values: Float32Array.of(0.08334005, -0.29660565, 0.17884266, -0.56124383, -0.15262699, 0.8899205),
    });
    expect(layers[1]!.weight).toEqual({
      shape: [3, 1],
      values: Float32Array.of(-0.4277674, -0.88499916, 0.3626454),
    });
    expect(layers.map(({ bias }) => bias)).toEqual([
      { shape: [3], values: new Float32Array(3) },
      { shape: [1], values: new Float32Array(1) },
    ]);
    expect(layers.map(({ weightPlan, biasPlan }) => [weightPlan.kind, biasPlan.kind])).toEqual([
      ["uniform", "constant"],
      ["uniform", "constant"],
    ]);
  });

  it("rejects before anything is drawn", async () => {
    const refused: readonly Partial<WeightsConfig>[] = [
      { seed: 2n ** 64n },
      { framework: "numpy", seed: -1n },
      { framework: "numpy", initializer: "sparse" },
      { initializer: "orthogonal", gain: 0 },
      { initializer: "normal", gain: 2 },
      { order: "notebook" },
    ];
    for (const part of refused) {
      const reports: number[] = [];
      // So large that a single layer would take seconds, and would report on its way.
      const config = { ...THREAD, layers: [4000, 4000, 2], ...part };
      const drawing = drawWeights(config, { onProgress: (fraction) => reports.push(fraction) });
      await expect(drawing).rejects.toThrow(ConfigError);
      expect(reports).toEqual([]);
    }
  });

  it("reports progress, and stops when it is told to", async () => {
    const layers = [1000, 1000, 1000];
    const fractions: number[] = [];
    await drawWeights({ ...THREAD, layers }, { onProgress: (fraction) => fractions.push(fraction) });
    expect(fractions).toEqual(fractions.toSorted((a, b) => a - b));
    const stop = new AbortController();
    const drawing = drawWeights(
      { ...THREAD, framework: "pytorch", initializer: "normal", layers },
      { signal: stop.signal, onProgress: () => stop.abort(new Error("enough")) },
    );
    await expect(drawing).rejects.toThrow("enough");
  });
});

describe("drawRaw", () => {
  it("draws one array of a framework's own precision", async () => {
    const numpy = await drawRaw(readRawConfig([["framework", "numpy"]]));
    expect(numpy).toBeInstanceOf(Float64Array);
    expect(numpy[0]).toBeCloseTo(1.764052345967664, 14);
    const pytorch = await drawRaw(readRawConfig([["count", "6"]]));
    expect(pytorch).toBeInstanceOf(Float32Array);
    expect([...pytorch].map((value) => value.toFixed(4))).toEqual(
      "1.5410 -0.2934 -2.1788 0.5684 -1.0845 -1.3986".split(" "),
    );
  });

  it("refuses a seed or a distribution that the framework lacks", async () => {
    await expect(drawRaw(readRawConfig([["seed", String(2n ** 64n)]]))).rejects.toThrow(ConfigError);
    const cut = readRawConfig([
      ["framework", "numpy_default_rng"],
      ["distribution", "truncated_normal"],
    ]);
    await expect(drawRaw(cut)).rejects.toThrow(ConfigError);
    expect(() => readRawConfig([["count", "0"]])).toThrow(ConfigError);
  });
});
