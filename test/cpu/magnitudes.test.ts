import { describe, expect, it } from "vitest";
import { CpuEngine } from "../../src/cpu/cpuEngine.ts";
import { type Network, networkSizes } from "../../src/model/network.ts";
import type { NonlinearityId } from "../../src/model/nonlinearity.ts";
import { log10Of, scaled } from "../../src/model/scaled.ts";
import { normals } from "../support/matrices.ts";

const engine = new CpuEngine();

/** Different matrices between hidden layers: enough that no power of one is seen, few enough to be drawn at once. */
const MATRICES = 5;

/** The notebook's shape with a std for every layer of weights, the same unit normals at any std. */
function network(depth: number, width: number, std: number, nonlinearity: NonlinearityId = "relu"): Network {
  const sizes = networkSizes({ depth, width });
  const hidden = Array.from({ length: MATRICES }, (_, index) => normals(width * width, 31 + index));
  const weights = sizes
    .slice(1)
    .map((_, index) => (index === 0 || index === depth ? normals(width, 50 + index) : hidden[index % MATRICES]!));
  return { sizes, nonlinearity, weights, weightStd: weights.map(() => std), biases: null };
}

/**
 * A ReLU network is homogeneous: std 2^shift times as large multiplies layer l by 2^(shift l), and the gradient of z_l
 * by the output's 2^(shift (depth + 1)) and that of the depth + 1 - l layers behind it. A power of two changes no bit.
 */
async function expectHomogeneous(depth: number, width: number, std: number, shift: number, samples: number) {
  const inputs = normals(samples, 30);
  const [here, there] = [network(depth, width, std), network(depth, width, std * 2 ** shift)];
  const forward = await engine.forwardStatistics(here, inputs);
  const shifted = await engine.forwardStatistics(there, inputs);
  shifted.layers.forEach((layer, index) => {
    const { mantissa, exponent } = forward.layers[index]!.std;
    expect(layer.std).toEqual(scaled(mantissa, exponent + shift * index));
  });
  const backward = await engine.backwardStatistics(here, inputs, null);
  const back = await engine.backwardStatistics(there, inputs, null);
  back.gradPreactivation.forEach((layer, index) => {
    const { mantissa, exponent } = backward.gradPreactivation[index]!.std;
    const factors = depth + 1 + (depth + 1 - (index + 1));
    expect(layer.std).toEqual(scaled(mantissa, exponent + shift * factors));
  });
  return { forward: shifted, backward: back };
}

describe("the reference beyond float64", () => {
  it("takes depth 200, width 512, variance 1 past 1e308 on the way back", async () => {
    // Variance 2 / fanIn, 2^-8, holds; 1 is 2^4 times its std.
    const { forward, backward } = await expectHomogeneous(200, 512, 2 ** -4, 4, 2);
    expect(log10Of(forward.layers[200]!.std)!).toBeGreaterThan(200);
    const first = log10Of(backward.gradPreactivation[0]!.std)!;
    expect(first).toBeGreaterThan(308);
    expect(Number.isFinite(first)).toBe(true);
  });

  it("takes weight variances of 1e-300 and 1e300", async () => {
    const inputs = normals(16, 33);
    const plain = await engine.forwardStatistics(network(40, 12, 1), inputs);
    const back = await engine.backwardStatistics(network(40, 12, 1), inputs, null);
    for (const variance of [1e-300, 1e300]) {
      const decades = Math.log10(variance) / 2;
      const other = network(40, 12, Math.sqrt(variance));
      const { layers } = await engine.forwardStatistics(other, inputs);
      // 40 factors √variance, rounded to 2^-53 each, products of them alike; log10 of about 1e4 to 2^-53 of itself.
      const bound = 1e-11;
      layers.forEach(({ std }, layer) => {
        const expected = log10Of(plain.layers[layer]!.std)! + decades * layer;
        expect(!(Math.abs(log10Of(std)! - expected) <= bound)).toBe(false);
      });
      const { gradPreactivation } = await engine.backwardStatistics(other, inputs, null);
      gradPreactivation.forEach(({ std }, index) => {
        const expected = log10Of(back.gradPreactivation[index]!.std)! + decades * (41 + 40 - index);
        expect(!(Math.abs(log10Of(std)! - expected) <= bound)).toBe(false);
      });
    }
  });

  it.each([
    "tanh",
    "gelu",
    "sigmoid",
    "softplus",
    "silu",
    "elu",
    "selu",
    "softsign",
    "sine",
    "erf",
    "hardtanh",
  ] as const)("%s stays a number at variances from 5e-324 to 1.7e308", async (nonlinearity) => {
    const inputs = normals(8, 34);
    for (const variance of [5e-324, 1e-100, 1e-8, 1, 1e4, 1e100, 1.7e308]) {
      const own = network(12, 5, Math.sqrt(variance), nonlinearity);
      const { layers } = await engine.forwardStatistics(own, inputs);
      const { gradPreactivation, loss } = await engine.backwardStatistics(own, inputs, null);
      const numbers = [...layers, ...gradPreactivation].flatMap(({ mean, std }) => [mean, std]);
      for (const { mantissa, exponent } of [...numbers, loss]) {
        expect(Number.isFinite(mantissa) && Number.isSafeInteger(exponent), `variance ${variance}`).toBe(true);
      }
    }
  });

  it("keeps the scale of a column whose only unit lies in a tail", async () => {
    const own: Network = {
      sizes: [1, 1, 1],
      nonlinearity: "sigmoid",
      weights: [Float64Array.of(-1), Float64Array.of(1)],
      weightStd: [1000, 1],
      biases: null,
    };
    const inputs = Float64Array.of(1, 2);
    const { layers } = await engine.forwardStatistics(own, inputs);
    // e^-1000 and e^-2000, so a std of e^-1000 / 2: the argument of e^x rounds by 2^-53 of 1000, its logarithm alike.
    const expected = -1000 * Math.LOG10E - Math.log10(2);
    expect(Math.abs(log10Of(layers[1]!.std)! - expected)).toBeLessThan(1e-12);
    // Gradient 2 h · h, e^-2000 beside e^-4000.
    const { gradPreactivation } = await engine.backwardStatistics(own, inputs, null);
    expect(Math.abs(log10Of(gradPreactivation[0]!.std)! + 2000 * Math.LOG10E)).toBeLessThan(1e-12);
  });

  it("says zero where every unit is silent, and goes on", async () => {
    const own: Network = {
      sizes: [1, 2, 2, 1],
      nonlinearity: "relu",
      weights: [Float64Array.of(1, 1), Float64Array.of(-1, -1, -1, -1), Float64Array.of(1, 1)],
      weightStd: [1, 1, 1],
      biases: null,
    };
    const { layers } = await engine.forwardStatistics(own, Float64Array.of(1, 2));
    expect(layers[1]!.peakExponent).toBe(1);
    expect(layers[2]).toEqual({ mean: scaled(0), std: scaled(0), peakExponent: null });
    const { gradPreactivation, gradWeight, loss } = await engine.backwardStatistics(own, Float64Array.of(1, 2), null, {
      weightGradients: true,
    });
    expect([loss, ...[...gradPreactivation, ...gradWeight!].map(({ std }) => std)]).toEqual(
      new Array(6).fill(scaled(0)),
    );
  });
});
