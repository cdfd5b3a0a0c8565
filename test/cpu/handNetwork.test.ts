import { describe, expect, it } from "vitest";
import { CpuEngine } from "../../src/cpu/cpuEngine.ts";
import type { LayerStatistics } from "../../src/model/engine.ts";
import type { Network } from "../../src/model/network.ts";
import { toNumber } from "../../src/model/scaled.ts";

/** W_0 = (0.5, -1), b_0 = (0.25, 0.5), W_1 = (2, 1.5), b_1 = -1. */
const NETWORK: Network = {
  sizes: [1, 2, 1],
  nonlinearity: "relu",
  weights: [Float64Array.of(1, -2), Float64Array.of(4, 3)],
  weightStd: [0.5, 0.5],
  biases: [Float64Array.of(0.25, 0.5), Float64Array.of(-1)],
};
const INPUTS = Float64Array.of(2, -1);

/** All the numbers here are short binary fractions, so that only the root and the division by n round. */
function expectStatistics({ mean, std, peakExponent }: LayerStatistics, values: readonly number[]): void {
  const average = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - average) ** 2, 0) / values.length;
  expect(toNumber(mean)).toBeCloseTo(average, 14);
  expect(toNumber(std)).toBeCloseTo(Math.sqrt(variance), 14);
  const peak = Math.max(...values.map(Math.abs));
  expect(peakExponent).toBe(peak === 0 ? null : Math.floor(Math.log2(peak)));
}

describe("a 1-2-1 network by hand", () => {
  it("goes forward", async () => {
    const { layers, histogram } = await new CpuEngine().forwardStatistics(NETWORK, INPUTS);
    expect(layers).toHaveLength(2);
    expect(histogram).toBeNull();
    expectStatistics(layers[0]!, [2, -1]);
    // z = (1.25, -1.5) and (-0.25, 1.5)
    expectStatistics(layers[1]!, [1.25, 0, 0, 1.5]);
  });

  it("goes back", async () => {
    const targets = Float64Array.of(1, 2);
    const options = { weightGradients: true };
    const statistics = await new CpuEngine().backwardStatistics(NETWORK, INPUTS, targets, options);
    // Outputs 1.5 and 1.25, so errors 0.5 and -0.75, gradients 1 and -1.5.
    expect(toNumber(statistics.loss)).toBe(0.25 + 0.5625);
    expect(statistics.gradPreactivation).toHaveLength(1);
    expectStatistics(statistics.gradPreactivation[0]!, [2, 0, 0, -2.25]);
    expect(statistics.gradWeight).toHaveLength(2);
    expectStatistics(statistics.gradWeight![0]!, [2 * 2, -2.25 * -1]);
    expectStatistics(statistics.gradWeight![1]!, [1.25, -1.5 * 1.5]);
  });

  it("takes the ReLU's derivative at 0 as 1, and a missing target as 0", async () => {
    const network = { ...NETWORK, biases: null };
    const { loss, gradPreactivation, gradWeight } = await new CpuEngine().backwardStatistics(
      network,
      Float64Array.of(0, 2),
      null,
    );
    // At x = 2: h = (1, 0), output 2, gradient 4, back (8, 0). At x = 0 the output and its gradient are 0.
    expect(toNumber(loss)).toBe(4);
    expect(gradWeight).toBeNull();
    expectStatistics(gradPreactivation[0]!, [8, 0, 0, 0]);

    const biased = { ...NETWORK, biases: [Float64Array.of(0, 0), Float64Array.of(-1)] };
    const atKink = await new CpuEngine().backwardStatistics(biased, Float64Array.of(0), null);
    // z = (0, 0), output -1, gradient -2, back (2, 1.5) · -2.
    expectStatistics(atKink.gradPreactivation[0]!, [-4, -3]);
  });
});
