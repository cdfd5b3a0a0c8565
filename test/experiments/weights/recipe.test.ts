import { describe, expect, it } from "vitest";
import { FRAMEWORKS, type Framework, INITIALIZERS, type InitializerName } from "../../../src/model/initializer.ts";
import { optionsOf } from "../../../src/experiments/initializers/initializerSupport.ts";
import { recipeOf } from "../../../src/experiments/weights/recipe.ts";
import { drawWeights } from "../../../src/experiments/weights/weights.ts";
import { DEFAULT_WEIGHTS_CONFIG, type WeightsConfig } from "../../../src/experiments/weights/weightsConfig.ts";

const report = (options: Partial<WeightsConfig> = {}) => drawWeights({ ...DEFAULT_WEIGHTS_CONFIG, ...options });

/** [label, value] of each step. */
async function steps(options: Partial<WeightsConfig>, layer = 0, index = 0, part: "weight" | "bias" = "weight") {
  return recipeOf(await report(options), layer, index, part).map(({ label, value }) => [label, value]);
}

const KINDS = FRAMEWORKS.flatMap((framework) =>
  INITIALIZERS.filter((name) => optionsOf(framework, name) !== null).map((name) => [framework, name] as const),
);

/** Every number of a configuration, from its recipe's last step, is the drawn one to the bit. */
async function expectEveryNumber(options: Partial<WeightsConfig>, stride = 1) {
  const drawn = await report(options);
  for (const [layer, { weight, bias }] of drawn.layers.entries()) {
    for (const [part, { values }] of Object.entries({ weight, bias })) {
      for (let index = 0; index < values.length; index += stride) {
        const last = recipeOf(drawn, layer, index, part as "weight" | "bias").at(-1)!;
        const read = values instanceof Float32Array ? Math.fround(Number(last.value)) : Number(last.value);
        expect(last.label).toBe(part);
        if (!Object.is(read, values[index])) {
          expect.fail(
            `${JSON.stringify([options.framework, options.initializer])}, ${part} ${layer} ${index}: ${last.value} for ${values[index]}`,
          );
        }
      }
    }
  }
}

describe("recipeOf", () => {
  it.each(KINDS)("ends at the drawn number: %s, %s", async (framework: Framework, initializer: InitializerName) => {
    // Arrays under 16, of 16 and a multiple, and ragged, in one stream.
    await expectEveryNumber({ framework, initializer, layers: [2, 3, 1, 5, 8, 4] });
    await expectEveryNumber({ framework, initializer, layers: [7, 3, 3, 3], seed: 42n });
  });

  it("follows the notebook's order", async () => {
    await expectEveryNumber({
      framework: "numpy",
      initializer: "default",
      layers: [1, 8, 8, 8, 1],
      order: "notebook",
      seed: 1n,
    });
    await expectEveryNumber({
      framework: "numpy_default_rng",
      initializer: "he_normal",
      layers: [1, 8, 8, 1],
      order: "notebook",
    });
  });

  it("finds the ziggurat's tail, on both sides", async () => {
    // Numbers beyond 3.654 come once in 3,900.
    const drawn = await report({ framework: "numpy_default_rng", initializer: "normal", layers: [200, 200], seed: 0n });
    const { values } = drawn.layers[0]!.weight;
    const far = [...values.keys()].filter((index) => Math.abs(values[index]!) > 3.6542);
    expect(new Set(far.map((index) => Math.sign(values[index]!))).size).toBe(2);
    for (const index of far) {
      const way = recipeOf(drawn, 0, index);
      expect(way.find(({ label }) => label === "accepted")!.value).toBe("in the tail");
      expect(Number(way.at(-1)!.value)).toBe(values[index]);
    }
  });

  it("follows options", async () => {
    await expectEveryNumber({
      framework: "tensorflow",
      initializer: "he_normal",
      gain: 0.3,
      mode: "fan_out",
      layers: [9, 4, 2],
    });
    await expectEveryNumber({ framework: "keras3", initializer: "truncated_normal", stddev: 2, layers: [40, 3] });
    await expectEveryNumber({
      framework: "pytorch",
      initializer: "truncated_normal",
      stddev: 3,
      layers: [9, 4, 2],
      seed: -1n,
    });
    await expectEveryNumber({
      framework: "jax",
      initializer: "glorot_normal",
      mode: "fan_in",
      layers: [9, 4, 2],
      seed: -7n,
    });
    await expectEveryNumber({ framework: "tensorflow", initializer: "constant", value: -0.1, layers: [2, 1] });
  });

  it("takes the thread's first weight from TensorFlow's op seed to its float", async () => {
    // shared/REFERENCE.md 2: the op seeds and the weights; L = sqrt(6 / 5).
    expect(await steps({})).toEqual([
      ["global seed", "1234"],
      ["op seed", "1892932127"],
      ["Philox key", "0x000004d2 0x00000000"],
      ["counter", "0x00000000 0x00000000 0x70d3da1f 0x00000000"],
      ["bits", expect.stringMatching(/^0x[0-9a-f]{8}$/)],
      ["uniform", expect.stringMatching(/^0\.\d+$/)],
      ["limit", "1.0954452"],
      ["weight", "0.08334005"],
    ]);
    const second = await steps({}, 1, 2);
    expect(second[1]).toEqual(["op seed", "501869158"]);
    expect(second.at(-1)).toEqual(["weight", "0.3626454"]);
    expect(await steps({}, 1, 0, "bias")).toEqual([["bias", "0"]]);
  });

  it("explains the thread's limit by its sizes", async () => {
    const way = recipeOf(await report(), 0, 5);
    expect(way.find(({ label }) => label === "limit")!.note).toBe(
      "L = sqrt(6 / (fanIn + fanOut)) = sqrt(6 / (2 + 3)).",
    );
    expect(way.find(({ label }) => label === "op seed")!.note).toBe(
      "The 1st random.Random(1234).randint(0, 2**31 - 1) of Python: one for each random op.",
    );
  });

  it("takes MT19937's published first words of seed 5489", async () => {
    // Matsumoto and Nishimura: init_genrand(5489) starts with 3499211612, 581869302.
    const way = await steps({ framework: "numpy", initializer: "uniform", seed: 5489n, layers: [1, 1] });
    expect(way[1]).toEqual(["words", "0xd091bb5c 0x22ae9ef6"]);
  });

  it("takes torch.rand's and torch.randn's first numbers of seed 0", async () => {
    // shared/REFERENCE.md 3.
    const uniform = await steps({ framework: "pytorch", initializer: "uniform", seed: 0n });
    expect(Number(uniform.at(-1)![1])).toBeCloseTo(0.4963, 4);
    const short = await steps({ framework: "pytorch", initializer: "normal", seed: 0n }, 0, 1);
    expect(Number(short.at(-1)![1])).toBeCloseTo(-0.2934, 4);
    const long = await steps({ framework: "pytorch", initializer: "normal", seed: 0n, layers: [4, 5] }, 0, 2);
    expect(Number(long.at(-1)![1])).toBeCloseTo(-0.2506, 4);
  });

  it("takes JAX's bits from Threefry under the layer's key", async () => {
    const way = await steps({ framework: "jax", initializer: "uniform", seed: 0n, layers: [2, 1] });
    // jax.random.split(jax.random.key(0), 1) of the partitionable layout: Threefry of (0, 0) under (0, 0), whose words
    // Random123's known answers give.
    expect(way.slice(0, 2)).toEqual([
      ["key", "0x00000000 0x00000000"],
      ["layer's key", "0x6b200159 0x99ba4efe"],
    ]);
  });

  it("says that nothing is drawn, and that an orthogonal matrix is made as a whole", async () => {
    const zeros = recipeOf(await report({ initializer: "zeros" }), 0, 0);
    expect(zeros).toEqual([{ label: "weight", value: "0", note: "All weights are this number: nothing is drawn." }]);
    const orthogonal = await steps({ initializer: "orthogonal" });
    expect(orthogonal.map(([label]) => label)).toEqual([
      "global seed",
      "op seed",
      "Philox key",
      "matrix A",
      "A = Q R",
      "place",
      "weight",
    ]);
  });

  it("refuses a number that is not there", async () => {
    const drawn = await report();
    expect(() => recipeOf(drawn, 0, 6)).toThrow("There is no number 6 in the weight of layer 0.");
    expect(() => recipeOf(drawn, 2, 0, "bias")).toThrow("There is no number 0 in the bias of layer 2.");
  });
});
