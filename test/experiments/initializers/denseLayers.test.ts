import { describe, expect, it } from "vitest";
import { type DenseConfig, drawDenseLayers } from "../../../src/experiments/initializers/denseLayers.ts";
import { drawPlan } from "../../../src/experiments/initializers/drawPlan.ts";
import { weightPlan } from "../../../src/experiments/initializers/weightPlan.ts";
import { drawNotebookNetwork } from "../../../src/experiments/notebookNetwork.ts";
import { FRAMEWORKS, type InitializerName } from "../../../src/model/initializer.ts";
import { drawNow } from "../../../src/random/drawing.ts";
import { JaxKey } from "../../../src/random/jax.ts";
import { openStream } from "../../../src/random/stream.ts";
import { floats, floatSteps } from "../../support/floats.ts";

const DEFAULT = { name: "default" } as const;

describe("drawDenseLayers", () => {
  it("draws the thread's model", async () => {
    const [first, second] = await drawDenseLayers({
      framework: "tensorflow",
      seed: 1234,
      sizes: [2, 3, 1],
      initializer: DEFAULT,
    });
    expect(first!.shape).toEqual([2, 3]);
    expect([...first!.weight]).toEqual(
      floats([0.08334005, -0.29660565, 0.17884266, -0.56124383, -0.15262699, 0.8899205]),
    );
    expect([...first!.bias]).toEqual([0, 0, 0]);
    expect(second!.shape).toEqual([3, 1]);
    expect([...second!.weight]).toEqual(floats([-0.4277674, -0.88499916, 0.3626454]));
    expect([...second!.bias]).toEqual([0]);
  });

  it("draws PyTorch's Linear layers with their biases, in turn", async () => {
    // torch.manual_seed(42); nn.Linear(2, 2); nn.Linear(2, 1): as public projects print their state.
    const [first, second] = await drawDenseLayers({
      framework: "pytorch",
      seed: 42,
      sizes: [2, 2, 1],
      initializer: DEFAULT,
    });
    expect(first!.shape).toEqual([2, 2]);
    expect([...first!.weight]).toEqual(
      floats([0.5406103730201721, 0.5869042277336121, -0.16565565764904022, 0.6495562791824341]),
    );
    expect([...first!.bias]).toEqual(floats([-0.15492962300777435, 0.14268755912780762]));
    expect(second!.shape).toEqual([1, 2]);
    expect([...second!.weight]).toEqual(floats([-0.34425848722457886, 0.4152715504169464]));
  });

  it("draws JAX's layers from a key each", async () => {
    const layers = await drawDenseLayers({ framework: "jax", seed: 7, sizes: [4, 5, 2], initializer: DEFAULT });
    const keys = JaxKey.fromSeed(7).split(2);
    layers.forEach(({ weight, fanIn, fanOut, shape, bias }, index) => {
      expect(shape).toEqual([fanIn, fanOut]);
      const plan = weightPlan("jax", { name: "lecun_normal" }, { fanIn, fanOut });
      expect([...weight]).toEqual([...drawNow(drawPlan("jax", keys[index]!, plan, shape))]);
      expect([...bias]).toEqual(Array.from({ length: fanOut }, () => 0));
    });
  });

  it("draws NumPy's layers in the notebook's order, or from the first to the last", async () => {
    const config: DenseConfig = { framework: "numpy", seed: 0, sizes: [1, 8, 8, 8, 1], initializer: DEFAULT };
    const notebook = await drawNotebookNetwork({ depth: 3, width: 8, seed: 0, samples: 1 });
    const inOrder = await drawDenseLayers({ ...config, order: "notebook" });
    expect(inOrder.map(({ weight }) => [...weight])).toEqual(notebook.weights.map((weight) => [...weight]));
    const stream = openStream("numpy", 0);
    const fromFirst = await drawDenseLayers(config);
    for (const { weight, shape } of fromFirst) {
      expect([...weight]).toEqual([...drawNow(stream.normal(shape[0] * shape[1]))]);
    }
    await expect(drawDenseLayers({ ...config, framework: "jax", order: "notebook" })).rejects.toThrow(RangeError);
  });

  it("refuses sizes, seeds and initializers before it draws", async () => {
    const config: DenseConfig = { framework: "pytorch", seed: 0, sizes: [2, 3], initializer: DEFAULT };
    for (const sizes of [[], [2], [2, 0], [2, 1.5], [2, NaN]]) {
      await expect(drawDenseLayers({ ...config, sizes })).rejects.toThrow("The layers must be two whole numbers");
    }
    await expect(drawDenseLayers({ ...config, seed: 2n ** 64n })).rejects.toThrow("PyTorch takes a whole number from");
    await expect(drawDenseLayers({ ...config, initializer: { name: "lecun_normal" } })).rejects.toThrow(RangeError);
  });

  it.each(FRAMEWORKS)("reports progress in %s up to 1, and can be told to stop", async (framework) => {
    const config: DenseConfig = { framework, seed: 1, sizes: [300, 300, 300], initializer: { name: "orthogonal" } };
    const fractions: number[] = [];
    await drawDenseLayers(config, { onProgress: (fraction) => fractions.push(fraction) });
    expect(fractions.length).toBeGreaterThan(0);
    expect(fractions.every((fraction, index) => fraction <= 1 && fraction >= (fractions[index - 1] ?? 0))).toBe(true);
    const stop = new AbortController();
    const running = drawDenseLayers(config, { signal: stop.signal, onProgress: () => stop.abort(new Error("enough")) });
    await expect(running).rejects.toThrow("enough");
  });
});

describe("drawPlan", () => {
  /** jax.nn.initializers' documentation: PRNGKey(42), shape (2, 3), legacy layout; uniform ones to the bit. */
  const DOCUMENTED: [InitializerName, number, number[]][] = [
    ["glorot_uniform", 0, [0.50350785, 0.8088631, 0.81566876, -0.6393332, -0.6865721, 0.11003882]],
    ["lecun_uniform", 0, [0.56293887, 0.90433645, 0.9119454, -0.71479625, -0.7676109, 0.12302713]],
    ["he_uniform", 0, [0.79611576, 1.2789248, 1.2896855, -1.0108745, -1.0855657, 0.17398663]],
    ["glorot_normal", 2, [0.41770416, 0.75262755, 0.7619329, -0.5516644, -0.6028657, 0.08661086]],
    ["lecun_normal", 2, [0.46700746, 0.8414632, 0.8518669, -0.61677957, -0.67402434, 0.09683388]],
    ["he_normal", 2, [0.6604483, 1.1900088, 1.2047218, -0.87225807, -0.95321447, 0.1369438]],
  ];

  it.each(DOCUMENTED)("draws JAX's %s, to %i steps of float32", (name, steps, theirs) => {
    const plan = weightPlan("jax", { name }, { fanIn: 2, fanOut: 3 });
    const weight = drawNow(drawPlan("jax", JaxKey.fromSeed(42, "legacy"), plan, [2, 3]));
    expect(floatSteps(weight, floats(theirs))).toBeLessThanOrEqual(steps);
  });

  it("gives uniform numbers on [-1, 1) times the bound, as JAX writes it", () => {
    const plan = weightPlan("jax", { name: "he_uniform" }, { fanIn: 30, fanOut: 70 });
    const weight = drawNow(drawPlan("jax", JaxKey.fromSeed(1), plan, [30, 70]));
    const unit = drawNow(JaxKey.fromSeed(1).uniform(30 * 70, -1, 1));
    // sqrt(3 · 2 / 30), each step in float32, as jax.nn.initializers.variance_scaling writes it.
    const bound = Math.fround(Math.sqrt(Math.fround(3 * Math.fround(2 / 30))));
    expect([...weight]).toEqual([...unit].map((value) => Math.fround(value * bound)));
  });

  it("fills constants and the identity, without drawing", () => {
    const weight = (plan: Parameters<typeof drawPlan>[2]) =>
      drawNow(drawPlan("pytorch", openStream("pytorch", 0), plan, [2, 3]));
    expect([...weight({ kind: "constant", value: 0.5 })]).toEqual([0.5, 0.5, 0.5, 0.5, 0.5, 0.5]);
    expect([...weight({ kind: "identity", gain: 2 })]).toEqual([2, 0, 0, 0, 2, 0]);
    const stream = openStream("pytorch", 0);
    drawNow(drawPlan("pytorch", stream, { kind: "constant", value: 0 }, [2, 3]));
    expect([...drawNow(stream.uniform(3))]).toEqual([...drawNow(openStream("pytorch", 0).uniform(3))]);
  });

  it("sets the share of each column to zero that sparse asks for", () => {
    const [rows, columns] = [7, 40];
    const plan = { kind: "sparse", sparsity: 0.4, std: 0.01 } as const;
    const weight = drawNow(drawPlan("pytorch", openStream("pytorch", 1), plan, [rows, columns]));
    for (let column = 0; column < columns; column += 1) {
      const zeros = Array.from({ length: rows }, (_, row) => weight[row * columns + column]).filter((v) => v === 0);
      expect(zeros).toHaveLength(3);
    }
    expect(() => drawNow(drawPlan("jax", openStream("jax", 1), plan, [2, 2]))).toThrow(RangeError);
  });
});
