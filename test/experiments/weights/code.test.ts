import { describe, expect, it } from "vitest";
import { FRAMEWORKS, INITIALIZERS } from "../../../src/model/initializer.ts";
import { optionsOf } from "../../../src/experiments/initializers/initializerSupport.ts";
import { codeFor } from "../../../src/experiments/weights/code.ts";
import { DEFAULT_WEIGHTS_CONFIG, type WeightsConfig } from "../../../src/experiments/weights/weightsConfig.ts";

const samples = (options: Partial<WeightsConfig> = {}) => codeFor({ ...DEFAULT_WEIGHTS_CONFIG, ...options });

/** The own framework's code. */
const drawing = (options: Partial<WeightsConfig>) => samples(options)[0]!.text;

describe("codeFor", () => {
  it("draws the thread's numbers with tf.random.uniform, and sets them", () => {
    // Run on TensorFlow 2.21: prints W1 [[0.08334005 -0.29660565 0.17884266] ...].
    const [own, ...others] = samples();
    expect([own!.framework, ...others.map(({ framework }) => framework)]).toEqual([
      "TensorFlow",
      "NumPy",
      "Keras",
      "PyTorch",
      "JAX",
    ]);
    const { text } = own!;
    expect(text).toContain("tf.random.set_seed(1234)\n");
    expect(text).toContain("    W = tf.random.uniform((fan_in, fan_out), -limit, limit)\n");
    expect(text.indexOf("tf.random.uniform")).toBeLessThan(text.indexOf("model.set_weights(weights)"));
    expect(own!.note).toContain("up to TensorFlow 2.9");
  });

  it("draws on the own framework first and loads the file on the others", () => {
    for (const framework of FRAMEWORKS) {
      for (const initializer of INITIALIZERS.filter((name) => optionsOf(framework, name) !== null)) {
        const [own, ...others] = samples({ framework, initializer });
        expect(others).toHaveLength(4);
        expect(own!.text).not.toMatch(/load/);
        for (const { text, note } of [own!, ...others]) {
          expect(`${text}${note}`).not.toMatch(/undefined|NaN|null|\[object/);
          // What the page downloads.
          for (const [file] of text.matchAll(/weights\.\w+"/g)) expect(note).toContain(file.slice(0, -1));
        }
      }
    }
  });

  it("makes TensorFlow's uniform numbers in NumPy alone, and loads its normal ones", () => {
    expect(samples()[1]!.text).toContain("def philox(");
    expect(samples({ initializer: "he_normal" })[1]!.text).toContain(`np.load("weights.npz")`);
  });

  it("calls each framework's own initializers by their names and options", () => {
    expect(drawing({ framework: "keras3", initializer: "he_normal" })).toContain("keras.initializers.HeNormal()");
    expect(drawing({ framework: "keras3", initializer: "he_normal", gain: 0.5 })).toContain(
      `VarianceScaling(0.5 ** 2, "fan_in", "truncated_normal")`,
    );
    expect(drawing({ framework: "pytorch", initializer: "default" })).toContain("torch.nn.Linear(fan_in, fan_out)\n");
    expect(drawing({ framework: "pytorch", initializer: "glorot_uniform", gain: 2 })).toContain(
      "torch.nn.init.xavier_uniform_(layer.weight, gain=2.0)",
    );
    expect(drawing({ framework: "pytorch", initializer: "he_normal", mode: "fan_out" })).toContain(
      `torch.nn.init.kaiming_normal_(layer.weight, mode="fan_out", nonlinearity="relu")`,
    );
    expect(drawing({ framework: "jax", initializer: "default" })).toContain("jax.nn.initializers.lecun_normal()\n");
    expect(drawing({ framework: "jax", initializer: "zeros" })).toContain("jax.nn.initializers.zeros\n");
    expect(drawing({ framework: "numpy", initializer: "default", stddev: 0.5 })).toContain(
      "rng.normal(0.0, 0.5, size=(fan_out, fan_in))",
    );
  });

  it("writes out the steps of PyTorch's former trunc_normal_", () => {
    // Since 2.12 trunc_normal_ gives other numbers: pytorch/pytorch#174997.
    const [own] = samples({ framework: "pytorch", initializer: "truncated_normal", stddev: 0.7 });
    expect(own!.text).toContain("std = 0.7\n");
    expect(own!.text).toContain(".erfinv_()");
    expect(own!.note).toContain("up to PyTorch 2.11");
  });

  it("keeps the notebook's order, and seeds of any size", () => {
    const text = drawing({
      framework: "numpy",
      initializer: "normal",
      layers: [1, 8, 8, 8, 1],
      order: "notebook",
      seed: 2n ** 32n - 1n,
    });
    expect(text).toContain("np.random.RandomState(4294967295)\n");
    expect(text).toContain("for layer in [0, 3, *range(1, 3)]:\n");
  });
});
