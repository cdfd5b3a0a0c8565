import { describe, expect, it } from "vitest";
import { drawStart, withNoise } from "../../../src/experiments/training/start.ts";
import { startFromArrays } from "../../../src/experiments/training/startFromArrays.ts";
import { DEFAULT_START } from "../../../src/experiments/training/trainingConfig.ts";
import { readNpz, toNpz } from "../../../src/experiments/weights/npz.ts";
import { drawWeights } from "../../../src/experiments/weights/weights.ts";
import { FRAMEWORKS, type InitializerName } from "../../../src/model/initializer.ts";
import { floats } from "../../support/floats.ts";

const LAYERS = [2, 3, 1];

const start = (initializer: InitializerName, own = {}) => ({ ...DEFAULT_START, initializer, ...own });

/** NumPy 2.4.6's np.random.RandomState(0).standard_normal(6), and RandomState(1).standard_normal(4). */
const NORMALS = [
  1.764052345967664, 0.4001572083672233, 0.9787379841057392, 2.240893199201458, 1.8675579901499675, -0.977277879876411,
];
const NEXT_NORMALS = [1.6243453636632417, -0.6117564136500754, -0.5281717522634557, -1.0729686221561705];

describe("a start that is drawn", () => {
  it.each(FRAMEWORKS)("has %s's numbers as (fanOut, fanIn)", async (framework) => {
    const drawn = await drawStart({ framework, seed: 7, layers: LAYERS }, start("default"));
    const saved = readNpz(
      toNpz(await drawWeights({ framework, seed: 7n, layers: LAYERS, initializer: "default", order: "layers" })),
    );
    const { W1, b1 } = saved as Record<string, { values: ArrayLike<number> }>;
    // W1 of the file is (in, out).
    const turned = [0, 3, 1, 4, 2, 5].map((place) => Math.fround(W1!.values[place]!));
    expect([...drawn[0]!.weight]).toEqual(turned);
    expect([...drawn[0]!.bias]).toEqual(floats(Array.from(b1!.values)));
  });

  it("is equal to the bit without noise, and moved by ε of the framework's normals with it", async () => {
    const config = { framework: "numpy", seed: 0, layers: LAYERS } as const;
    const [constant] = await drawStart(config, start("constant", { value: 0.5 }));
    expect([...constant!.weight]).toEqual([0.5, 0.5, 0.5, 0.5, 0.5, 0.5]);
    const [moved] = await drawStart(config, start("constant", { value: 0.5, epsilon: 1e-3 }));
    // One rounding to float32, of numbers below 1; log differs by a few 2^-53 between libraries.
    moved!.weight.forEach((weight, index) => {
      expect(!(Math.abs(weight - (0.5 + 1e-3 * NORMALS[index]!)) <= 2 ** -25 + 2 ** -50)).toBe(false);
    });
    expect([...moved!.bias]).toEqual([0, 0, 0]);
  });

  it("adds to the biases what the framework draws with the next seed, layer after layer", async () => {
    const drawn = await drawStart({ framework: "numpy", seed: 0, layers: LAYERS }, start("zeros", { biasStddev: 2 }));
    expect([...drawn[0]!.weight]).toEqual([0, 0, 0, 0, 0, 0]);
    const biases = [...drawn[0]!.bias, ...drawn[1]!.bias];
    biases.forEach((bias, index) => {
      expect(!(Math.abs(bias - 2 * NEXT_NORMALS[index]!) <= 2 ** -23)).toBe(false);
    });
  });

  it("takes 0 after the last seed", async () => {
    const config = { framework: "numpy", seed: 2 ** 32 - 1, layers: LAYERS } as const;
    const [last] = await drawStart(config, start("zeros", { biasStddev: 1 }));
    last!.bias.forEach((bias, index) => expect(!(Math.abs(bias - NORMALS[index]!) <= 2 ** -24)).toBe(false));
  });

  it.each(FRAMEWORKS)("has noise of %s in each of its weights", async (framework) => {
    const config = { framework, seed: 3, layers: [4, 6, 2] };
    const zeros = [24, 12].map((count, index) => ({
      weight: new Float32Array(count),
      bias: new Float32Array([6, 2][index]!),
    }));
    const noisy = await withNoise(config, { epsilon: 0.5, biasStddev: 0.25 }, zeros);
    for (const { weight, bias } of noisy) {
      expect(new Set(weight).size).toBe(weight.length);
      expect(new Set(bias).size).toBe(bias.length);
      expect(Math.max(...weight.map(Math.abs))).toBeLessThan(2.5);
    }
  });
});

describe("a start from a file", () => {
  it("is what the Weights lab saved", async () => {
    const weights = await drawWeights({
      framework: "jax",
      seed: 3n,
      layers: LAYERS,
      initializer: "he_normal",
      order: "layers",
    });
    const own = startFromArrays(readNpz(toNpz(weights)), LAYERS);
    expect(own).toEqual(await drawStart({ framework: "jax", seed: 3, layers: LAYERS }, start("he_normal")));
  });

  const W1 = { shape: [2, 3], values: Float64Array.of(1, 2, 3, 4, 5, 6) };
  const b1 = { shape: [3], values: new Float64Array(3) };
  const W2 = { shape: [3, 1], values: new Float64Array(3) };
  const b2 = { shape: [1], values: new Float64Array(1) };

  it("is turned from (in, out) to (fanOut, fanIn)", () => {
    expect([...startFromArrays({ W1, b1, W2, b2 }, LAYERS)[0]!.weight]).toEqual([1, 4, 2, 5, 3, 6]);
  });

  it.each([
    [{ W1, W2, b2 }, "It has no b1, but W1, W2, b2: layers 2,3,1 want b1 of the shape (3,)"],
    [{ weights: W1 }, "It has no W1, but weights"],
    [
      { W1: { ...W1, shape: [3, 2] }, b1, W2, b2 },
      "Its W1 has the shape (3, 2), but layers 2,3,1 want W1 of the shape (2, 3)",
    ],
    [{ W1, b1: { ...b1, shape: [1, 3] }, W2, b2 }, "Its b1 has the shape (1, 3)"],
    [{ W1, b1, W2: { shape: [3, 1], values: Float64Array.of(0, NaN, 0) }, b2 }, "Its W2 holds NaN"],
    [
      { W1, b1, W2, b2: { shape: [1], values: Float64Array.of(1e39) } },
      "Its b2 holds 1e+39: every number must be a finite float32",
    ],
    [{ W1, b1, W2, b2, W3: b2 }, "It holds W3, but layers 2,3,1 make 2"],
  ])("is refused with a sentence: %#", (arrays, sentence) => {
    expect(() => startFromArrays(arrays as Parameters<typeof startFromArrays>[0], LAYERS)).toThrow(sentence);
  });
});
