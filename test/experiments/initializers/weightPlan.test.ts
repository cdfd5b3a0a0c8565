import { describe, expect, it } from "vitest";
import { biasPlan, type WeightPlan, weightPlan } from "../../../src/experiments/initializers/weightPlan.ts";
import { recommendedGain } from "../../../src/experiments/initializers/gain.ts";
import { FRAMEWORKS, type Framework, initializerNamed, type Initializer } from "../../../src/model/initializer.ts";

const fans = { fanIn: 30, fanOut: 50 };

/** Bound of a uniform plan, deviation of a normal one. */
function extent(plan: WeightPlan): number {
  if (plan.kind === "uniform") return plan.high;
  if (plan.kind === "normal" || plan.kind === "truncated_normal") return plan.std;
  throw new Error(`${plan.kind} has no extent`);
}

describe("weightPlan", () => {
  it.each(FRAMEWORKS)("gives %s the bounds and deviations of the papers", (framework) => {
    // Glorot and Bengio 2010, eq. 16; He et al. 2015, eq. 10; LeCun et al. 1998. JAX works in float32.
    const precision = framework === "jax" ? 6 : 14;
    const cut = framework.startsWith("numpy") || framework === "pytorch" ? 1 : 0.87962566103423978;
    const expected: [Initializer["name"], number][] = [
      ["glorot_uniform", Math.sqrt(6 / 80)],
      ["glorot_normal", Math.sqrt(2 / 80) / cut],
      ["he_uniform", Math.sqrt(6 / 30)],
      ["he_normal", Math.sqrt(2 / 30) / cut],
    ];
    if (framework !== "pytorch") {
      expected.push(["lecun_uniform", Math.sqrt(3 / 30)], ["lecun_normal", Math.sqrt(1 / 30) / cut]);
    }
    for (const [name, value] of expected) {
      expect(extent(weightPlan(framework, { name }, fans)), name).toBeCloseTo(value, precision);
    }
    const outwards = weightPlan(framework, { name: "he_uniform", mode: "fan_out", gain: 1 }, fans);
    expect(extent(outwards)).toBeCloseTo(Math.sqrt(3 / 50), precision);
  });

  it("gives each framework's default dense layer", () => {
    const defaults: [Framework, string, number][] = [
      ["numpy", "normal", 1],
      ["numpy_default_rng", "normal", 1],
      ["tensorflow", "uniform", Math.sqrt(6 / 80)],
      ["keras3", "uniform", Math.sqrt(6 / 80)],
      ["pytorch", "uniform", 1 / Math.sqrt(30)],
      ["jax", "truncated_normal", Math.sqrt(1 / 30) / 0.87962566103423978],
    ];
    for (const [framework, kind, value] of defaults) {
      const plan = weightPlan(framework, { name: "default" }, fans);
      expect(plan.kind, framework).toBe(kind);
      expect(extent(plan), framework).toBeCloseTo(value, 7);
      const bias = biasPlan(framework, { name: "default" }, fans);
      if (framework === "pytorch") expect(extent(bias)).toBe(1 / Math.sqrt(30));
      else expect(bias).toEqual({ kind: "constant", value: 0 });
    }
    // Python: sqrt(3) * (sqrt(2 / (1 + sqrt(5) ** 2)) / sqrt(2)), a bit below 1 / sqrt(2).
    expect(extent(weightPlan("pytorch", { name: "default" }, { fanIn: 2, fanOut: 2 }))).toBe(0.7071067811865474);
    // The notebook's weights: N(0, variance).
    expect(weightPlan("numpy", { name: "default", stddev: Math.sqrt(0.025) }, fans)).toEqual({
      kind: "normal",
      mean: 0,
      std: Math.sqrt(0.025),
    });
  });

  it("gives the plain draws the framework's own defaults", () => {
    expect(weightPlan("keras3", { name: "uniform" }, fans)).toMatchObject({ low: -0.05, high: 0.05 });
    expect(weightPlan("tensorflow", { name: "normal" }, fans)).toMatchObject({ mean: 0, std: 0.05 });
    expect(weightPlan("keras3", { name: "truncated_normal" }, fans)).toMatchObject({ std: 0.05, low: -0.1, high: 0.1 });
    expect(weightPlan("pytorch", { name: "uniform" }, fans)).toMatchObject({ low: 0, high: 1 });
    expect(weightPlan("pytorch", { name: "truncated_normal", stddev: 0.02 }, fans)).toMatchObject({ low: -2, high: 2 });
    expect(weightPlan("jax", { name: "normal" }, fans)).toMatchObject({ std: 0.01 });
    expect(weightPlan("pytorch", { name: "sparse", sparsity: 0.3 }, fans)).toMatchObject({ sparsity: 0.3, std: 0.01 });
  });

  /** What is refused, and the sentence. */
  const REFUSED: [Framework, Initializer, string][] = [
    ["pytorch", { name: "lecun_normal" }, "PyTorch has no lecun_normal;"],
    ["numpy", { name: "truncated_normal" }, "NumPy has no truncated_normal;"],
    ["numpy_default_rng", { name: "sparse" }, "NumPy has no sparse;"],
    ["tensorflow", { name: "sparse" }, "TensorFlow has no sparse;"],
    ["keras3", { name: "sparse" }, "Keras 3 has no sparse;"],
    ["jax", { name: "identity" }, "JAX has no identity;"],
    ["tensorflow", { name: "orthogonal", gain: 0 }, "gain must be a number above 0 for orthogonal; it is 0."],
    ["jax", { name: "orthogonal", gain: NaN }, "gain must be a number above 0 for orthogonal; it is NaN."],
    ["keras3", { name: "zeros", gain: 2 }, "zeros takes no gain in Keras 3."],
    ["pytorch", { name: "glorot_normal", mode: "fan_in" }, "glorot_normal takes no mode in PyTorch."],
    ["pytorch", { name: "he_normal", mode: "fan_avg" }, "he_normal takes fan_in or fan_out as its mode in PyTorch;"],
    ["jax", { name: "normal", mean: 1 }, "normal takes no mean in JAX."],
    ["keras3", { name: "normal", stddev: -1 }, "stddev must be a number above 0 for normal; it is -1."],
    ["pytorch", { name: "sparse", sparsity: 1.1 }, "sparsity must be a number from 0 to 1 for sparse; it is 1.1."],
    ["keras3", { name: "constant", value: Infinity }, "value must be a finite number for constant; it is Infinity."],
    ["pytorch", { name: "uniform", low: 2 }, "uniform needs a low bound that is not above the high one;"],
    ["tensorflow", { name: "default", stddev: 1 }, "default takes no stddev in TensorFlow."],
  ];

  it.each(REFUSED)("refuses %s %j", (framework, initializer, sentence) => {
    expect(() => weightPlan(framework, initializer, fans)).toThrow(RangeError);
    expect(() => weightPlan(framework, initializer, fans)).toThrow(sentence);
  });
});

describe("names and gains", () => {
  it("knows initializers by PyTorch's and Keras's names too", () => {
    expect(initializerNamed("xavier_uniform")).toBe("glorot_uniform");
    expect(initializerNamed("kaiming_normal")).toBe("he_normal");
    expect(initializerNamed("orthogonal")).toBe("orthogonal");
    for (const name of ["", "toString", "__proto__", "Glorot"]) expect(initializerNamed(name)).toBeNull();
  });

  it("recommends PyTorch's gains", () => {
    expect(recommendedGain("linear")).toBe(1);
    expect(recommendedGain("sigmoid")).toBe(1);
    expect(recommendedGain("tanh")).toBe(5 / 3);
    expect(recommendedGain("relu")).toBe(Math.SQRT2);
    expect(recommendedGain("leaky_relu")).toBeCloseTo(1.4141428569978354, 15);
    expect(recommendedGain("leaky_relu", 1)).toBe(1);
    expect(recommendedGain("selu")).toBe(0.75);
  });
});
