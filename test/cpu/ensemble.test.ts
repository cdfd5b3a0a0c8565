import { describe, expect, test } from "vitest";
import { CpuEnsembles } from "../../src/cpu/ensemble/cpuEnsembles.ts";
import { EnsembleNetwork } from "../../src/cpu/ensemble/ensembleNetwork.ts";
import { type WordStream, fillNormals } from "../../src/cpu/ensemble/streamNormals.ts";
import { BIAS_STREAM, GRADIENT_STREAM } from "../../src/model/ensemble.ts";
import { ensembleInputs } from "../../src/model/ensembleInputs.ts";
import { nonlinearityOf } from "../../src/model/nonlinearities.ts";
import { drawNow } from "../../src/random/drawing.ts";
import { ensembleWords } from "../../src/random/ensembleWords.ts";
import { philoxNormal } from "../../src/random/tensorflowKernels.ts";
import { collect, ensembleConfig } from "../support/ensembles.ts";

const cpu = new CpuEnsembles(ensembleWords);

/** √(2 ln 2): the radius of a word whose lower 23 bits are half of 2^23. */
const R = Math.sqrt(2 * Math.LN2);
const HALF = 2 ** 22;
/** Quarters of a circle as words. */
const QUARTER = 2 ** 21;

/** A stream of pairs (R sin, R cos) at the quarters given, block after block. */
function quarters(...list: readonly number[]): WordStream {
  const words = new Int32Array(4);
  return {
    words,
    block(index) {
      for (const lane of [0, 1]) words.set([HALF, (list[2 * index + lane] ?? 0) * QUARTER], 2 * lane);
    },
  };
}

describe("one network by hand", () => {
  // Pairs: quarter 0 is (0, R), 1 is (R, 0), 2 is (0, -R), 3 is (-R, 0), each but for roundings of 1e-16.
  // W_1 = [[0, R], [R, 0]], W_2 = [[R, 0], [0, -R]], b = (R, 0) in both layers, g = (0, R).
  const streams = new Map([
    [1, quarters(0, 1)],
    [2, quarters(1, 2)],
    [BIAS_STREAM + 1, quarters(1)],
    [BIAS_STREAM + 2, quarters(1)],
    [GRADIENT_STREAM, quarters(0)],
  ]);
  const byHand = new CpuEnsembles((_seed, stream) => streams.get(stream)!);
  const config = ensembleConfig({
    activation: "leaky_relu",
    sigmaW2: 2 / R ** 2,
    sigmaB2: 0.25 / R ** 2,
    depth: 2,
    width: 2,
    networks: 1,
    correlation: 0,
  });

  test("has the M, q, c and gradient of the formulas", async () => {
    const { lnM, lnQ, c, lnGradient } = await collect(byHand, config, { pair: true, gradient: true });
    // √(σ_w² / 2) R = 1 and √σ_b² R = 1/2. a = (1, 1): z_1 = (1, 1) + (1/2, 0) = (3/2, 1) = h_1, z_2 = (2, -1),
    // h_2 = (2, -0.01). b = (1, -1): z_1 = (-1/2, 1), h_1 = (-0.005, 1), z_2 = (0.495, -1).
    expect(lnM[0]).toBe(0);
    expect(lnM[1]).toBeCloseTo(Math.log((2.25 + 1) / 2), 14);
    expect(lnM[2]).toBeCloseTo(Math.log((4 + 1e-4) / 2), 14);
    expect(lnQ[0]).toBe(0);
    expect(lnQ[1]).toBeCloseTo(Math.log((2.25 + 1) / 2), 14);
    expect(lnQ[2]).toBeCloseTo(Math.log(5 / 2), 14);
    expect(c[0]).toBe(0);
    expect(c[1]).toBeCloseTo((-0.75 + 1) / Math.sqrt(3.25 * 1.25), 14);
    expect(c[2]).toBeCloseTo((0.99 + 1) / Math.sqrt(5 * (0.495 ** 2 + 1)), 14);
    // g_2 = (0, R); φ′(z_2) g_2 = (0, 0.01 R), W_2ᵀ: (0, -0.01 R); φ′(z_1) = 1: W_1ᵀ swaps them.
    expect(lnGradient[2]).toBe(0);
    expect(lnGradient[1]).toBeCloseTo(Math.log(1e-4), 12);
    expect(lnGradient[0]).toBeCloseTo(Math.log(1e-4), 12);
  });
});

/** The same network from the numbers that TensorFlow draws, in plain float64, row by row. */
function plainNetwork(config: ReturnType<typeof ensembleConfig>, network: number) {
  const { activation, sigmaW2, sigmaB2, depth, width, seed, correlation } = config;
  const phi = nonlinearityOf(activation);
  const draw = (stream: number, count: number): number[] => [
    ...drawNow(philoxNormal(ensembleWords(seed, stream, network), count)),
  ];
  const { a, b } = ensembleInputs(width, correlation);
  const units = Array.from({ length: width }, (_, unit) => unit);
  const meanSquare = (x: readonly number[]): number => x.reduce((sum, value) => sum + value ** 2, 0) / width;
  const dot = (x: readonly number[], y: readonly number[]): number =>
    x.reduce((sum, value, unit) => sum + value * y[unit]!, 0);
  let [h, other] = [[...a], [...b]];
  const layers = [{ m: 1, q: 1, c: dot(h, other) / width, z: [] as number[], weights: [] as number[] }];
  for (let layer = 1; layer <= depth; layer += 1) {
    const weights = draw(layer, width ** 2).map((value) => value * Math.sqrt(sigmaW2 / width));
    const bias = draw(BIAS_STREAM + layer, width).map((value) => value * Math.sqrt(sigmaB2));
    const affine = (x: readonly number[]): number[] =>
      units.map((row) => dot(weights.slice(row * width, (row + 1) * width), x) + bias[row]!);
    const [z, own] = [affine(h), affine(other)];
    [h, other] = [z.map((value) => phi.value(value)), own.map((value) => phi.value(value))];
    const c = dot(z, own) / Math.sqrt(dot(z, z) * dot(own, own));
    layers.push({ m: meanSquare(h), q: meanSquare(z), c, z, weights });
  }
  let gradient = draw(GRADIENT_STREAM, width);
  const gradients = [1];
  const last = meanSquare(gradient);
  for (let layer = depth; layer >= 1; layer -= 1) {
    const { z, weights } = layers[layer]!;
    const back = gradient.map((value, unit) => value * phi.derivative(z[unit]!));
    gradient = units.map((column) => back.reduce((sum, value, row) => sum + value * weights[row * width + column]!, 0));
    gradients.unshift(meanSquare(gradient) / last);
  }
  return layers.map(({ m, q, c }, layer) => ({
    lnM: Math.log(m),
    lnQ: Math.log(q),
    c,
    lnGradient: Math.log(gradients[layer]!),
  }));
}

test.each([
  ["relu", 7],
  ["tanh", 12],
  ["gelu", 33],
] as const)("%s, %i wide, is the network of TensorFlow's numbers", async (activation, width) => {
  const config = ensembleConfig({ activation, width, sigmaW2: 1.8, sigmaB2: 0.3, networks: 3, seed: 4_000_000_000 });
  const ours = await collect(cpu, config, { pair: true, gradient: true });
  for (let network = 0; network < 3; network += 1) {
    plainNetwork(config, network).forEach((layer, index) => {
      for (const key of ["lnM", "lnQ", "c", "lnGradient"] as const) {
        // TensorFlow's numbers are float32 of a rounded angle, some 1e-6 from float64's; eight layers of them.
        expect(Math.abs(ours[key][network * 5 + index]! - layer[key]), key).toBeLessThan(2e-5);
      }
    });
  }
});

test("normals are those that TensorFlow draws, but for the last digits", () => {
  const out = new Float64Array(1001);
  fillNormals(ensembleWords(1, 2, 3), out);
  const theirs = drawNow(philoxNormal(ensembleWords(1, 2, 3), 1001));
  for (const [index, value] of theirs.entries()) {
    // TensorFlow rounds its angle by 2^-22 at most, on a radius of at most 5.7, and five times more.
    expect(Math.abs(out[index]! - value)).toBeLessThanOrEqual(5.7 * 2 ** -22 + 5 * 2 ** -24 * Math.abs(value));
  }
});

test("a network is what TensorFlow 2.21 makes of its own numbers", async () => {
  // tf.raw_ops.RandomStandardNormal(shape=[5, 7], dtype=tf.float32, seed=5, seed2=(7 << 32) | 3)
  const drawn = new Float64Array(6);
  fillNormals(ensembleWords(5, 3, 7), drawn);
  [1.8189774, 0.81159943, 0.6791825, -0.6505582, -0.16415171, -1.0676268].forEach((value, index) => {
    expect(Math.abs(drawn[index]! - value)).toBeLessThan(5.7 * 2 ** -22 + 5 * 2 ** -24 * Math.abs(value));
  });
  // h = np.maximum(np.sqrt(2 / 81) * W @ h + np.sqrt(0.1) * b, 0) from ones, W of seed2 (2 << 32) | l, b of l + 65536.
  const theirs = [1.0, 0.786956296675, 0.9343208609, 0.698451347907, 0.517255126322, 0.699168647421, 1.027262363046];
  const { lnM } = await collect(cpu, ensembleConfig({ width: 81, depth: 6, sigmaB2: 0.1, seed: 3, networks: 3 }));
  theirs.forEach((m, layer) => expect(Math.abs(Math.exp(lnM[2 * 7 + layer]!) / m - 1)).toBeLessThan(2e-5));
});

describe("the two inputs", () => {
  test.each([1, 2, 3, 8, 81])("have mean square 1 and the correlation asked for, %i wide", (width) => {
    for (const correlation of [-1, -0.3, 0, 0.9, 1]) {
      const { a, b, correlation: own } = ensembleInputs(width, correlation);
      const dot = (x: Float64Array, y: Float64Array): number =>
        x.reduce((sum, value, unit) => sum + value * y[unit]!, 0) / width;
      expect(dot(a, a)).toBeCloseTo(1, 14);
      expect(dot(b, b)).toBeCloseTo(1, 14);
      expect(dot(a, b)).toBeCloseTo(own, 14);
      if (width > 1) expect(own).toBe(correlation);
    }
  });
});

describe("at any magnitude", () => {
  test.each([1e6, 1e-6])("relu and identity grow by their variance alone: %f", async (sigmaW2) => {
    const shape = { depth: 200, width: 5, networks: 2 } as const;
    for (const activation of ["relu", "identity"] as const) {
      const [one, other] = [
        await collect(cpu, ensembleConfig({ ...shape, activation, sigmaW2: 1 }), { pair: true, gradient: true }),
        await collect(cpu, ensembleConfig({ ...shape, activation, sigmaW2 }), { pair: true, gradient: true }),
      ];
      one.lnM.forEach((ln, index) => {
        if (ln === -Infinity) expect(other.lnM[index]).toBe(-Infinity);
        else expect(other.lnM[index]! - ln).toBeCloseTo((index % 201) * Math.log(sigmaW2), 8);
      });
    }
  });

  test("tanh stays where it is, and its gradient leaves float64", async () => {
    const config = ensembleConfig({ activation: "tanh", sigmaW2: 1e6, depth: 200, networks: 1 });
    const { lnM, lnGradient } = await collect(cpu, config, { gradient: true });
    expect(Math.max(...lnM.map(Math.abs))).toBeLessThan(1);
    expect(lnGradient.every(Number.isFinite)).toBe(true);
    expect(Math.max(...lnGradient.map(Math.abs))).toBeGreaterThan(750);
  });
});

test("a silent network is -Infinity, and its correlation not a number", async () => {
  const config = ensembleConfig({ sigmaW2: 0 });
  const { lnM, lnQ, c, lnGradient } = await collect(cpu, config, { pair: true, gradient: true });
  expect(lnM.slice(0, 5)).toEqual([0, -Infinity, -Infinity, -Infinity, -Infinity]);
  expect(lnQ.slice(0, 5)).toEqual([0, -Infinity, -Infinity, -Infinity, -Infinity]);
  expect(c.slice(0, 5)).toEqual([0.5, NaN, NaN, NaN, NaN]);
  expect(lnGradient.slice(0, 5)).toEqual([-Infinity, -Infinity, -Infinity, -Infinity, 0]);
});

test("an abort ends the run with its reason, and what does not fit is refused", async () => {
  const controller = new AbortController();
  const run = collect(cpu, ensembleConfig({ width: 64, depth: 50, networks: 1000 }), {
    signal: controller.signal,
    onProgress: () => controller.abort(new Error("enough")),
  });
  await expect(run).rejects.toThrow("enough");
  await expect(collect(cpu, ensembleConfig({ width: 20_000 }))).rejects.toThrow(
    /^A network of depth 4 and width 20000/,
  );
});

test("weights that are not kept for the way back are drawn again, the same", () => {
  const config = ensembleConfig({ width: 9, depth: 3 });
  const [kept, drawnAgain] = [true, false].map((keeps) => {
    const network = new EnsembleNetwork(config, 2, ensembleWords, keeps);
    let h = { mantissa: ensembleInputs(9, 0).a, exponent: 0 };
    const z = [1, 2, 3].map((layer) => {
      const own = network.preactivations(layer, [h])[0]!;
      h = network.activation(own);
      return own;
    });
    return [3, 2, 1].reduce(
      (gradient, layer) => network.gradActivation(layer, z[layer - 1]!, gradient),
      network.lastGradient(),
    );
  });
  expect(drawnAgain).toEqual(kept);
});
