import { describe, expect, it } from "vitest";
import { CpuGeometry } from "../../src/cpu/geometry/cpuGeometry.ts";
import type { Network } from "../../src/model/network.ts";
import { NONLINEARITY_IDS, type NonlinearityId } from "../../src/model/nonlinearity.ts";
import { scaleByPowerOfTwo, toNumber } from "../../src/model/scaled.ts";
import { normals, randomNetwork } from "../support/randomNetwork.ts";

const geometry = new CpuGeometry();

/** 2 inputs, 1 layer: z = 2 (x_0 + 2 x_1) + 1. */
const LINE: Network = {
  sizes: [2, 1],
  nonlinearity: "relu",
  weights: [Float64Array.of(1, 2)],
  weightStd: [2],
  biases: [Float64Array.of(1)],
};
/** Columns (1, 0), (0, 2) and (1, 1). */
const POINTS = Float64Array.of(1, 0, 1, 0, 2, 1);

/** The Jacobian as plain numbers. */
async function slopes(network: Network, input: Float64Array): Promise<Float64Array> {
  const { mantissa, exponent } = await geometry.jacobian(network, input);
  return mantissa.map((value) => scaleByPowerOfTwo(value, exponent));
}

/** h_L of one input, from z_L, which the mean square of the last layer gives up to its sign where it has one unit. */
async function lastSquare(network: Network, input: Float64Array): Promise<number> {
  return toNumber((await geometry.grams(network, input)).at(-1)!.meanSquare)!;
}

describe("Gram matrices", () => {
  it("are those of hand values", async () => {
    const [inputs, layer] = await geometry.grams(LINE, POINTS);
    expect(toNumber(inputs!.meanSquare)).toBeCloseTo(7 / 6, 15);
    const dots = [1, 0, 1, 0, 4, 2, 1, 2, 2];
    dots.forEach((dot, index) => expect(inputs!.gram[index]).toBeCloseTo((dot * 3) / 7, 15));
    // z = 3, 9, 7.
    const meanSquare = (9 + 81 + 49) / 3;
    expect(toNumber(layer!.meanSquare)).toBeCloseTo(meanSquare, 13);
    [9, 27, 21, 27, 81, 63, 21, 63, 49].forEach((dot, index) =>
      expect(layer!.gram[index]).toBeCloseTo(dot / meanSquare, 14),
    );
  });

  it("are of preactivations: φ is applied to all layers but the last", async () => {
    // h = relu(±x), z = h_0 - h_1 = x for either sign.
    const weights = [Float64Array.of(1, -1), Float64Array.of(1, -1)];
    const network: Network = { sizes: [1, 2, 1], nonlinearity: "relu", weights, weightStd: [1, 1], biases: null };
    const grams = await geometry.grams(network, Float64Array.of(3, -2));
    expect(grams.map(({ meanSquare }) => toNumber(meanSquare))).toEqual([6.5, 6.5, 6.5]);
    expect([...grams[2]!.gram]).toEqual([...grams[1]!.gram]);
  });

  it.each([1e-200, 1e200])("do not change where ReLU's input and weights are %f times as large", async (scale) => {
    const network = randomNetwork([3, 6, 5, 4], "relu");
    const inputs = normals(9, 3 * 5);
    const plain = await geometry.grams(network, inputs);
    const weightStd = network.weightStd.map((std) => std * scale);
    const large = await geometry.grams(
      { ...network, weightStd },
      inputs.map((value) => value * scale),
    );
    large.forEach(({ meanSquare, gram }, layer) => {
      const shift = meanSquare.exponent - plain[layer]!.meanSquare.exponent;
      expect(Math.abs(shift - 2 * (layer + 1) * Math.log2(scale))).toBeLessThan(2);
      // Scaling by a number that is no power of two rounds each value once or twice a layer.
      gram.forEach((value, index) => expect(Math.abs(value - plain[layer]!.gram[index]!)).toBeLessThan(64 * 2 ** -53));
    });
  });

  it("hold examples of very different size, and zeros where a layer is zero", async () => {
    const network = randomNetwork([2, 4, 3], "identity");
    const grams = await geometry.grams(network, Float64Array.of(1e200, 1e-200, 0, 2e200, 1e-200, 0));
    for (const { gram } of grams) {
      expect(gram[0]).toBeCloseTo(3, 14);
      expect([...gram.subarray(1)]).toEqual(new Array(8).fill(0));
    }
    const dead = await geometry.grams({ ...network, weightStd: [0, 1] }, Float64Array.of(1, 2, 3, 4));
    expect(dead[2]).toEqual({ meanSquare: { mantissa: 0, exponent: 0 }, gram: new Float64Array(4) });
  });
});

describe("the Jacobian", () => {
  it("is that of hand values, φ applied in the last layer too", async () => {
    expect([...(await slopes(LINE, Float64Array.of(1, 0)))]).toEqual([2, 4]);
    expect([...(await slopes(LINE, Float64Array.of(-1, 0)))]).toEqual([0, 0]);
    const weights = [Float64Array.of(1, 2, 3, 4, -1, -1), Float64Array.of(1, 10, 100, -1, -1, 0)];
    const network: Network = { sizes: [2, 3, 2], nonlinearity: "leaky_relu", weights, weightStd: [1, 1], biases: null };
    // z_1 = (3, 7, -2) → slopes 1, 1, 0.01; z_2 = (3 + 70 - 2, -10) → 1, 0.01.
    const expected = [1 + 30 - 1, 2 + 40 - 1, 0.01 * (-1 - 3), 0.01 * (-2 - 4)];
    const found = await slopes(network, Float64Array.of(1, 1));
    expected.forEach((value, index) => expect(found[index]).toBeCloseTo(value, 13));
  });

  it("has one exponent, and its largest mantissa from 1 to below 2", async () => {
    const network = randomNetwork([70, 90, 3], "tanh", { gain: 1e-300 });
    const { rows, columns, mantissa, exponent } = await geometry.jacobian(network, normals(4, 70));
    expect([rows, columns, mantissa.length]).toEqual([3, 70, 210]);
    const largest = mantissa.reduce((peak, value) => Math.max(peak, Math.abs(value)), 0);
    expect(largest).toBeGreaterThanOrEqual(1);
    expect(largest).toBeLessThan(2);
    expect(exponent).toBeLessThan(-980);
  });

  it.each([1e-250, 1e250])("does not change where every weight is %f times as large", async (scale) => {
    const network = randomNetwork([4, 5, 6, 4], "relu");
    const input = normals(8, 4);
    const plain = await geometry.jacobian(network, input);
    const weightStd = network.weightStd.map((std) => std * scale);
    const large = await geometry.jacobian({ ...network, weightStd }, input);
    expect(Math.abs(large.exponent - plain.exponent - 3 * Math.log2(scale))).toBeLessThan(2);
    const ratio = large.mantissa[0]! / plain.mantissa[0]!;
    large.mantissa.forEach((value, index) =>
      expect(Math.abs(value - ratio * plain.mantissa[index]!)).toBeLessThan(64 * 2 ** -53),
    );
  });

  /** 2^-17, between the two errors of a difference. */
  const STEP = 2 ** -17;

  /** ∂ z² / ∂ x_j of a network's single, last preactivation by central differences, and what that may be off. */
  async function difference(network: Network, input: Float64Array, index: number) {
    const central = async (step: number): Promise<number> => {
      const [above, below] = [input.slice(), input.slice()];
      above[index]! += step;
      below[index]! -= step;
      return ((await lastSquare(network, above)) - (await lastSquare(network, below))) / (2 * step);
    };
    const [slope, wide] = [await central(STEP), await central(2 * STEP)];
    // The first error term, three times over, and the rounding of the square, of 64 operations, over the step.
    return { slope, bound: Math.abs(wide - slope) + (64 * 2 ** -53 * (await lastSquare(network, input))) / STEP };
  }

  it.each(NONLINEARITY_IDS)("of %s is what finite differences give", async (id: NonlinearityId) => {
    const inner = randomNetwork([3, 5, 4], id, { biases: true, seed: 11 });
    const input = normals(21, 3);
    // z = Σ h_2, whose slope is the column sum of ∂h_2/∂x.
    const last = Float64Array.of(1, 1, 1, 1);
    const network: Network = {
      ...inner,
      sizes: [3, 5, 4, 1],
      weights: [...inner.weights, last],
      weightStd: [...inner.weightStd, 1],
      biases: [...inner.biases!, Float64Array.of(0.5)],
    };
    const jacobian = await slopes(inner, input);
    const z = Math.sqrt(await lastSquare(network, input));
    for (let column = 0; column < 3; column += 1) {
      const sum = [0, 1, 2, 3].reduce((total, row) => total + jacobian[3 * row + column]!, 0);
      const { slope, bound } = await difference(network, input, column);
      const error = Math.min(Math.abs(slope - 2 * z * sum), Math.abs(slope + 2 * z * sum));
      expect(!(error <= bound), `column ${column}: ${slope} against ${2 * z * sum}`).toBe(false);
    }
  });
});

describe("what is refused", () => {
  it("names shapes that do not fit", async () => {
    await expect(geometry.grams(LINE, Float64Array.of(1, 2, 3))).rejects.toThrow(/3 values.*\(2, examples\)/);
    await expect(geometry.jacobian(LINE, POINTS)).rejects.toThrow("a Jacobian is that of one input; 3 were given");
    expect(() => geometry.assertFits([20_000, 20_000, 20_000], 4)).toThrow(/GiB.*at most/);
  });

  it("stops with the signal's reason", async () => {
    const reason = new Error("stop");
    const options = { signal: AbortSignal.abort(reason) };
    await expect(geometry.grams(LINE, POINTS, options)).rejects.toBe(reason);
    await expect(geometry.jacobian(LINE, Float64Array.of(1, 0), options)).rejects.toBe(reason);
  });
});
