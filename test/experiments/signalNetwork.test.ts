import { describe, expect, test } from "vitest";
import { CpuEngine } from "../../src/cpu/cpuEngine.ts";
import { runSignal } from "../../src/experiments/signal.ts";
import { DEFAULT_SIGNAL_CONFIG, type SignalConfig } from "../../src/experiments/signalConfig.ts";
import { drawSignalNetwork } from "../../src/experiments/signalNetwork.ts";
import { signalTheory } from "../../src/experiments/signalTheory.ts";
import { FRAMEWORKS } from "../../src/model/initializer.ts";

const cpu = new CpuEngine();
const base: SignalConfig = {
  ...DEFAULT_SIGNAL_CONFIG,
  depth: 6,
  width: 64,
  samples: 50,
  gradientSamples: 20,
  engine: "cpu",
};

/** Mean square of the numbers. */
const meanSquare = (values: Float64Array): number =>
  values.reduce((sum, value) => sum + value * value, 0) / values.length;

describe("the Signal lab's weights from any framework", () => {
  test.each(FRAMEWORKS)(
    "%s: the hidden layers of its default have the variance that its documents name",
    async (framework) => {
      const { weights, biases } = await drawSignalNetwork({ ...base, framework });
      const fanIn = base.width;
      // Glorot at equal fans and LeCun: 1 / fanIn; PyTorch's uniform on ±1/sqrt fanIn: a third of it; NumPy's: 1.
      const expected = framework.startsWith("numpy") ? 1 : framework === "pytorch" ? 1 / (3 * fanIn) : 1 / fanIn;
      // 4096 numbers: the mean square of normals has a relative standard error of sqrt(2 / 4096) = 2.2 %.
      for (const weight of weights.slice(1, -1)) {
        expect(Math.abs(meanSquare(weight) / expected - 1)).toBeLessThan(5 * 0.0221);
      }
      expect(biases !== null).toBe(framework === "pytorch");
    },
  );

  test.each(FRAMEWORKS)(
    "%s: normal weights are scaled by the weight variance, and theory has its line",
    async (framework) => {
      const config = { ...base, framework, initializer: "normal", weightVariance: 2 / base.width } as const;
      const report = await runSignal(cpu, config);
      const doubled = await runSignal(cpu, { ...config, weightVariance: 8 / base.width });
      // ReLU without bias: twice the weights, 2^layer times the signal.
      report.forward.forEach(({ log10Std, layer }, index) => {
        expect(doubled.forward[index]!.log10Std! - log10Std!).toBeCloseTo(layer * Math.log10(2), 10);
      });
      expect(signalTheory(config)).not.toBeNull();
    },
  );

  test("an initializer with variances of its own ignores the weight variance, and has no theory line", async () => {
    const config = { ...base, framework: "keras3", initializer: "he_normal" } as const;
    const [one, other] = [await runSignal(cpu, config), await runSignal(cpu, { ...config, weightVariance: 7 })];
    expect(one.forward.map(({ std }) => std)).toEqual(other.forward.map(({ std }) => std));
    expect(signalTheory(config)).toBeNull();
  });

  test("the thread's matrix turns up as (fanOut, fanIn)", async () => {
    const { weights } = await drawSignalNetwork({ ...base, depth: 2, width: 3, framework: "tensorflow", seed: 1234 });
    expect(weights.map(({ length }) => length)).toEqual([3, 9, 3]);
    // (1, 3), then (3, 3): row 0 of the turned matrix is column 0 of Keras's.
    const { drawDenseLayers } = await import("../../src/experiments/initializers/denseLayers.ts");
    const layers = await drawDenseLayers({
      framework: "tensorflow",
      seed: 1234n,
      sizes: [1, 3, 3, 1],
      initializer: { name: "default" },
    });
    const second = layers[1]!.weight;
    expect([...weights[1]!.subarray(0, 3)]).toEqual([second[0], second[3], second[6]]);
  });

  test("an initializer that the framework lacks is refused before anything is drawn", async () => {
    const config = { ...base, framework: "jax", initializer: "sparse" } as const;
    await expect(runSignal(cpu, config)).rejects.toThrow(/initializer cannot be "sparse".*jax/);
  });
});
