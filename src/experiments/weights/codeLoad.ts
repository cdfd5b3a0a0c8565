import type { WeightsConfig } from "./weightsConfig.ts";

/** Python that loads the file into dense layers, one after the other, without activations. */
export function loadingCode(
  target: "numpy" | "tensorflow" | "keras3" | "pytorch" | "jax",
  config: WeightsConfig,
): string {
  const layers = config.layers.length - 1;
  switch (target) {
    case "numpy":
      return lines(
        "import numpy as np",
        "",
        `saved = np.load("weights.npz")`,
        `weights = [(saved[f"W{i}"], saved[f"b{i}"]) for i in range(1, ${layers + 1})]`,
        "",
        ...numpyPrint(),
      );
    case "tensorflow":
    case "keras3":
      return lines(
        "import numpy as np",
        ...kerasImports(target),
        "",
        ...kerasModel(config, target === "tensorflow" ? "tf.keras" : "keras"),
        "",
        `saved = np.load("weights.npz")`,
        `model.set_weights([saved[f"{name}{i}"] for i in range(1, ${layers + 1}) for name in "Wb"])`,
        "",
        "for layer in model.layers:",
        '    print(layer.name, *layer.get_weights(), sep="\\n")',
      );
    case "pytorch":
      return lines(
        "import torch",
        "from safetensors.torch import load_file",
        "",
        `sizes = ${sizesOf(config)}`,
        `saved = load_file("weights.safetensors")`,
        "model = torch.nn.Sequential(*[torch.nn.Linear(*pair) for pair in zip(sizes, sizes[1:])])",
        "with torch.no_grad():",
        "    for i, layer in enumerate(model, 1):",
        `        layer.weight.copy_(saved[f"W{i}"].T)`,
        `        layer.bias.copy_(saved[f"b{i}"])`,
        "",
        "for layer in model:",
        "    print(layer.weight, layer.bias)",
      );
    default:
      return lines(
        "import jax.numpy as jnp",
        "from safetensors.numpy import load_file",
        "",
        `saved = load_file("weights.safetensors")`,
        `params = [(jnp.asarray(saved[f"W{i}"]), jnp.asarray(saved[f"b{i}"])) for i in range(1, ${layers + 1})]`,
        "",
        "def apply(params, x):",
        "    for W, b in params:",
        "        x = x @ W + b",
        "    return x",
        "",
        "for W, b in params:",
        "    print(W, b)",
      );
  }
}

export function lines(...parts: string[]): string {
  return `${parts.join("\n")}\n`;
}

/** [2, 3, 1]. */
export function sizesOf({ layers }: WeightsConfig): string {
  return `[${layers.join(", ")}]`;
}

export function kerasImports(target: "tensorflow" | "keras3"): string[] {
  if (target === "tensorflow") return ["import tensorflow as tf"];
  return ["import os", `os.environ["KERAS_BACKEND"] = "tensorflow"`, "import keras"];
}

/** A Sequential of dense layers, of `keras` or `tf.keras`. */
export function kerasModel(config: WeightsConfig, prefix: string): string[] {
  return [
    `sizes = ${sizesOf(config)}`,
    `model = ${prefix}.Sequential(`,
    `    [${prefix}.Input((sizes[0],))]`,
    `    + [${prefix}.layers.Dense(units, name=f"layer{i}") for i, units in enumerate(sizes[1:], 1)]`,
    ")",
  ];
}

/** As the thread prints its layers. */
export function numpyPrint(): string[] {
  return ["for i, (W, b) in enumerate(weights, 1):", `    print(f"W{i}{W.shape}:\\n", W, f"\\nb{i}{b.shape}:", b)`];
}
