import { lines } from "../weights/codeLoad.ts";
import { type CriticalNetwork, headerLines } from "./criticalHeader.ts";
import { JAX_PHI, KERAS_PHI, NUMPY_PHI, PYTORCH_PHI } from "./criticalPhi.ts";

export function numpyProgram(network: CriticalNetwork): string {
  const phi = NUMPY_PHI[network.activation];
  return lines(
    ...(phi.includes("math.") ? ["import math"] : []),
    "import numpy as np",
    "",
    ...headerLines(network),
    "rng = np.random.default_rng(0)",
    "layers = []",
    "for fan_in, fan_out in zip(sizes, sizes[1:]):",
    "    W = rng.normal(0.0, np.sqrt(sigma_w2 / fan_in), size=(fan_out, fan_in))",
    "    b = rng.normal(0.0, np.sqrt(sigma_b2), size=fan_out)",
    "    layers.append((W, b))",
    "",
    "",
    "def phi(z):",
    `    return ${phi}`,
    "",
    "",
    "def forward(h):",
    "    for W, b in layers[:-1]:",
    "        h = phi(W @ h + b)",
    "    W, b = layers[-1]",
    "    return W @ h + b",
    "",
    "",
    "print(forward(rng.normal(size=sizes[0])))",
  );
}

export function pytorchProgram(network: CriticalNetwork): string {
  return lines(
    "import math",
    "import torch",
    "",
    ...headerLines(network),
    "",
    "",
    "class Phi(torch.nn.Module):",
    "    def forward(self, z):",
    `        return ${PYTORCH_PHI[network.activation]}`,
    "",
    "",
    "torch.manual_seed(0)",
    "model = torch.nn.Sequential()",
    "for fan_in, fan_out in zip(sizes, sizes[1:]):",
    "    if len(model) > 0:",
    "        model.append(Phi())",
    "    layer = torch.nn.Linear(fan_in, fan_out)",
    "    torch.nn.init.normal_(layer.weight, std=math.sqrt(sigma_w2 / fan_in))",
    "    torch.nn.init.normal_(layer.bias, std=math.sqrt(sigma_b2))",
    "    model.append(layer)",
    "",
    "print(model(torch.randn(1, sizes[0])))",
  );
}

export function kerasProgram(network: CriticalNetwork): string {
  return lines(
    "import math",
    "import keras",
    "",
    ...headerLines(network),
    "",
    "",
    "def phi(z):",
    `    return ${KERAS_PHI[network.activation]}`,
    "",
    "",
    "keras.utils.set_random_seed(0)",
    "normal = keras.initializers.RandomNormal",
    "model = keras.Sequential([keras.Input((sizes[0],))])",
    "for fan_in, fan_out in zip(sizes, sizes[1:]):",
    "    layer = keras.layers.Dense(",
    "        fan_out,",
    "        activation=phi,",
    "        kernel_initializer=normal(stddev=math.sqrt(sigma_w2 / fan_in)),",
    "        bias_initializer=normal(stddev=math.sqrt(sigma_b2)),",
    "    )",
    "    model.add(layer)",
    "model.layers[-1].activation = keras.activations.linear",
    "",
    "print(model(keras.random.normal((1, sizes[0]))))",
  );
}

export function jaxProgram(network: CriticalNetwork): string {
  return lines(
    "import jax",
    "import jax.numpy as jnp",
    "",
    ...headerLines(network),
    "params = []",
    "for key, fan_in, fan_out in zip(jax.random.split(jax.random.key(0), len(sizes)), sizes, sizes[1:]):",
    "    weight_key, bias_key = jax.random.split(key)",
    "    W = jnp.sqrt(sigma_w2 / fan_in) * jax.random.normal(weight_key, (fan_in, fan_out))",
    "    b = jnp.sqrt(sigma_b2) * jax.random.normal(bias_key, (fan_out,))",
    "    params.append((W, b))",
    "",
    "",
    "def phi(z):",
    `    return ${JAX_PHI[network.activation]}`,
    "",
    "",
    "def forward(params, h):",
    "    for W, b in params[:-1]:",
    "        h = phi(h @ W + b)",
    "    W, b = params[-1]",
    "    return h @ W + b",
    "",
    "",
    "print(forward(params, jax.random.normal(jax.random.key(1), (1, sizes[0]))))",
  );
}
