import { describe, expect, it } from "vitest";
import { criticalCode } from "../../../src/experiments/theory/criticalCode.ts";
import { type CriticalNetwork, sizesText } from "../../../src/experiments/theory/criticalHeader.ts";
import { CODE_FRAMEWORKS } from "../../../src/experiments/theory/criticalReport.ts";
import { NONLINEARITY_IDS } from "../../../src/model/nonlinearity.ts";

const NETWORK: CriticalNetwork = { activation: "tanh", sigmaW2: 1.7609546, sigmaB2: 0.05, layers: [784, 80, 80, 10] };

describe("programs", () => {
  it.each(CODE_FRAMEWORKS)("of %s begin with the sizes and the variances", (framework) => {
    const text = criticalCode(NETWORK)[framework];
    expect(text).toContain("sizes = [784, 80, 80, 10]\n");
    expect(text).toContain("sigma_w2 = 1.7609546  # fan_in times the variance of a weight: critical for tanh\n");
    expect(text).toContain("sigma_b2 = 0.05  # variance of a bias\n");
    expect(text.endsWith(")\n")).toBe(true);
  });

  it("write whole numbers as floats, and no bias as 0.0", () => {
    const text = criticalCode({ ...NETWORK, sigmaW2: 2, sigmaB2: 0 }).numpy;
    expect(text).toContain("sigma_w2 = 2.0  #");
    expect(text).toContain("sigma_b2 = 0.0  #");
  });

  it("draw each layer with its own fan_in", () => {
    const { numpy, pytorch, keras, jax } = criticalCode(NETWORK);
    expect(numpy).toContain("    W = rng.normal(0.0, np.sqrt(sigma_w2 / fan_in), size=(fan_out, fan_in))\n");
    expect(numpy).toContain("    b = rng.normal(0.0, np.sqrt(sigma_b2), size=fan_out)\n");
    expect(pytorch).toContain("    torch.nn.init.normal_(layer.weight, std=math.sqrt(sigma_w2 / fan_in))\n");
    expect(pytorch).toContain("    torch.nn.init.normal_(layer.bias, std=math.sqrt(sigma_b2))\n");
    expect(keras).toContain("        kernel_initializer=normal(stddev=math.sqrt(sigma_w2 / fan_in)),\n");
    expect(keras).toContain("        bias_initializer=normal(stddev=math.sqrt(sigma_b2)),\n");
    expect(jax).toContain("    W = jnp.sqrt(sigma_w2 / fan_in) * jax.random.normal(weight_key, (fan_in, fan_out))\n");
    expect(jax).toContain("    b = jnp.sqrt(sigma_b2) * jax.random.normal(bias_key, (fan_out,))\n");
  });

  it("spell φ as the project means it, where frameworks differ", () => {
    const gelu = criticalCode({ ...NETWORK, activation: "gelu" });
    expect(gelu.jax).toContain("return jax.nn.gelu(z, approximate=False)\n");
    expect(gelu.keras).toContain("return keras.ops.gelu(z, approximate=False)\n");
    expect(gelu.numpy).toMatch(/^import math\nimport numpy as np\n/);
    const leaky = criticalCode({ ...NETWORK, activation: "leaky_relu" });
    expect(leaky.keras).toContain("return keras.ops.leaky_relu(z, negative_slope=0.01)\n");
    expect(leaky.pytorch).toContain("return torch.nn.functional.leaky_relu(z, 0.01)\n");
    expect(leaky.numpy).toMatch(/^import numpy as np\n/);
  });

  it.each(NONLINEARITY_IDS)("exist for %s", (activation) => {
    for (const text of Object.values(criticalCode({ ...NETWORK, activation }))) {
      expect(text).toContain(`critical for ${activation}\n`);
      expect(text).not.toMatch(/undefined|NaN|null/);
    }
  });
});

describe("sizes", () => {
  it.each([
    [[2, 3, 1], "[2, 3, 1]"],
    [[784, 512, 512, 512, 512, 10], "[784] + 4 * [512] + [10]"],
    [[8, 8, 8, 8], "4 * [8]"],
    [[5, 8, 8, 8, 1], "[5, 8, 8, 8, 1]"],
  ])("%j are written %s", (layers, text) => expect(sizesText(layers)).toBe(text));
});
