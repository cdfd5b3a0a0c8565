import type { WeightPlan } from "../initializers/weightPlan.ts";
import { weightPlan } from "../initializers/weightPlan.ts";
import { kerasModel, lines, numpyPrint, sizesOf } from "./codeLoad.ts";
import { jaxInitializer, kerasInitializer, python, scaleOf, torchCalls } from "./codeInitializers.ts";
import { initializerOf, type WeightsConfig } from "./weightsConfig.ts";

/** Python that draws a configuration's numbers with the framework's own functions, and prints them. */
export function drawingCode(config: WeightsConfig): string {
  switch (config.framework) {
    case "tensorflow":
      return tensorflowCode(config);
    case "keras3":
      return kerasCode(config);
    case "pytorch":
      return pytorchCode(config);
    case "jax":
      return jaxCode(config);
    default:
      return numpyCode(config);
  }
}

function tensorflowCode(config: WeightsConfig): string {
  return lines(
    "import numpy as np",
    "import tensorflow as tf",
    "",
    ...kerasModel(config, "tf.keras"),
    "",
    `tf.random.set_seed(${config.seed})`,
    "weights = []",
    "for fan_in, fan_out in zip(sizes, sizes[1:]):",
    ...arrayLines(config, {
      shape: "(fan_in, fan_out)",
      uniform: (low, high) => `tf.random.uniform((fan_in, fan_out), ${low}, ${high})`,
      normal: (mean, std) => `tf.random.normal((fan_in, fan_out), ${mean}, ${std})`,
      truncated: (mean, std) => `tf.random.truncated_normal((fan_in, fan_out), ${mean}, ${std})`,
      matrix: "tf.random.normal((max(fan_in, fan_out), min(fan_in, fan_out)))",
      qr: [
        "    q, r = tf.linalg.qr(a)",
        "    q *= tf.sign(tf.linalg.diag_part(r))",
        "    q = tf.transpose(q) if fan_in < fan_out else q",
      ],
    }),
    "    weights += [np.float32(W), np.zeros(fan_out, np.float32)]",
    "model.set_weights(weights)",
    "",
    "for i, layer in enumerate(model.layers, 1):",
    "    W, b = layer.get_weights()",
    `    print(f"W{i}{W.shape}:\\n", W, f"\\nb{i}{b.shape}:", b)`,
  );
}

function numpyCode(config: WeightsConfig): string {
  const generator = config.framework === "numpy" ? "RandomState" : "default_rng";
  const count = config.layers.length - 1;
  const order =
    config.order === "notebook" && count > 2 ? `[0, ${count - 1}, *range(1, ${count - 1})]` : `range(${count})`;
  return lines(
    "import numpy as np",
    "",
    `sizes = ${sizesOf(config)}`,
    `rng = np.random.${generator}(${config.seed})`,
    `weights = [None] * ${count}`,
    `for layer in ${order}:`,
    "    fan_in, fan_out = sizes[layer], sizes[layer + 1]",
    ...arrayLines(config, {
      shape: "(fan_out, fan_in)",
      uniform: (low, high) => `rng.uniform(${low}, ${high}, size=(fan_out, fan_in))`,
      normal: (mean, std) => `rng.normal(${mean}, ${std}, size=(fan_out, fan_in))`,
      truncated: () => "",
      matrix: "rng.normal(size=(max(fan_in, fan_out), min(fan_in, fan_out)))",
      qr: ["    q, r = np.linalg.qr(a)", "    q *= np.sign(np.diag(r))", "    q = q.T if fan_out < fan_in else q"],
    }),
    "    weights[layer] = (W, np.zeros(fan_out))",
    "",
    ...numpyPrint(),
  );
}

/** How one library writes each kind of array. */
interface ArrayWords {
  readonly shape: string;
  uniform(low: string, high: string): string;
  normal(mean: string, std: string): string;
  truncated(mean: string, std: string): string;
  readonly matrix: string;
  readonly qr: readonly string[];
}

/** The loop's lines that make W of fan_in and fan_out. */
function arrayLines(config: WeightsConfig, words: ArrayWords): string[] {
  const plan = planOf(config);
  const scale = scaleOf(config);
  if (scale !== null) {
    const std = [`    scale = ${scale.square} / ${scale.fan}`];
    if (plan.kind === "uniform") {
      const limit = scale.plain === null ? "np.sqrt(3 * scale)" : `np.sqrt(3) * (${scale.plain})`;
      const first = scale.plain === null ? std : [];
      return [...first, `    limit = float(${limit})`, `    W = ${words.uniform("-limit", "limit")}`];
    }
    if (plan.kind === "truncated_normal") {
      return [
        ...std,
        "    std = float(np.sqrt(scale)) / 0.87962566103423978",
        `    W = ${words.truncated("0.0", "std")}`,
      ];
    }
    return [`    W = ${words.normal("0.0", scale.plain ?? "np.sqrt(scale)")}`];
  }
  switch (plan.kind) {
    case "uniform":
      return [`    W = ${words.uniform(python(plan.low), python(plan.high))}`];
    case "normal":
      return [`    W = ${words.normal(python(plan.mean), python(plan.std))}`];
    case "truncated_normal":
      return [`    W = ${words.truncated(python(plan.mean), python(plan.std))}`];
    case "orthogonal":
      return [`    a = ${words.matrix}`, ...words.qr, `    W = ${plan.gain === 1 ? "" : `${python(plan.gain)} * `}q`];
    case "identity":
      return [`    W = ${python(plan.gain)} * np.eye(*${words.shape})`];
    default:
      return [`    W = np.full(${words.shape}, ${python(plan.kind === "constant" ? plan.value : 0)})`];
  }
}

/** The first layer's plan: its kind is every layer's. */
function planOf(config: WeightsConfig): WeightPlan {
  return weightPlan(config.framework, initializerOf(config), { fanIn: config.layers[0]!, fanOut: config.layers[1]! });
}

function kerasCode(config: WeightsConfig): string {
  return lines(
    "import os",
    `os.environ["KERAS_BACKEND"] = "tensorflow"`,
    "import keras",
    "",
    `sizes = ${sizesOf(config)}`,
    `keras.utils.set_random_seed(${config.seed})`,
    "model = keras.Sequential([keras.Input((sizes[0],))])",
    "for i, units in enumerate(sizes[1:], 1):",
    `    initializer = keras.initializers.${kerasInitializer(config)}`,
    `    model.add(keras.layers.Dense(units, kernel_initializer=initializer, name=f"layer{i}"))`,
    "",
    "for i, layer in enumerate(model.layers, 1):",
    "    W, b = layer.get_weights()",
    `    print(f"W{i}{W.shape}:\\n", W, f"\\nb{i}{b.shape}:", b)`,
  );
}

function pytorchCode(config: WeightsConfig): string {
  const isDefault = config.initializer === "default";
  const layer = isDefault
    ? ["    layer = torch.nn.Linear(fan_in, fan_out)"]
    : [
        "    layer = torch.nn.utils.skip_init(torch.nn.Linear, fan_in, fan_out)",
        ...torchCalls(config).map((call) => `    ${call}`),
        "    torch.nn.init.zeros_(layer.bias)",
      ];
  return lines(
    "import math",
    "import torch",
    "",
    `sizes = ${sizesOf(config)}`,
    `torch.manual_seed(${config.seed})`,
    "model = torch.nn.Sequential()",
    "for fan_in, fan_out in zip(sizes, sizes[1:]):",
    ...layer,
    "    model.append(layer)",
    "",
    "for layer in model:",
    "    print(layer.weight, layer.bias)",
  );
}

function jaxCode(config: WeightsConfig): string {
  const count = config.layers.length - 1;
  return lines(
    "import jax",
    "import jax.numpy as jnp",
    "",
    `sizes = ${sizesOf(config)}`,
    `keys = jax.random.split(jax.random.key(${config.seed}), ${count})`,
    `initializer = jax.nn.initializers.${jaxInitializer(config)}`,
    "params = []",
    "for key, fan_in, fan_out in zip(keys, sizes, sizes[1:]):",
    "    params.append((initializer(key, (fan_in, fan_out)), jnp.zeros(fan_out)))",
    "",
    "for W, b in params:",
    "    print(W, b)",
  );
}
