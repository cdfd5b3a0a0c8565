import type { NonlinearityId } from "../../model/nonlinearity.ts";

/** φ(z) in Python, of arrays. */
type PhiTexts = Readonly<Record<NonlinearityId, string>>;

/** With `math` where the text asks for it: NumPy has no erf. */
export const NUMPY_PHI: PhiTexts = {
  relu: "np.maximum(z, 0.0)",
  leaky_relu: "np.where(z >= 0, z, 0.01 * z)",
  tanh: "np.tanh(z)",
  sigmoid: "0.5 * (1.0 + np.tanh(0.5 * z))",
  erf: "np.vectorize(math.erf)(z)",
  gelu: "0.5 * z * (1.0 + np.vectorize(math.erf)(z / math.sqrt(2.0)))",
  silu: "0.5 * z * (1.0 + np.tanh(0.5 * z))",
  elu: "np.where(z >= 0, z, np.expm1(np.minimum(z, 0.0)))",
  selu: "1.0507009873554805 * np.where(z >= 0, z, 1.6732632423543772 * np.expm1(np.minimum(z, 0.0)))",
  softplus: "np.logaddexp(z, 0.0)",
  softsign: "z / (1.0 + np.abs(z))",
  hardtanh: "np.clip(z, -1.0, 1.0)",
  sine: "np.sin(z)",
  identity: "z",
};

export const PYTORCH_PHI: PhiTexts = {
  relu: "torch.relu(z)",
  leaky_relu: "torch.nn.functional.leaky_relu(z, 0.01)",
  tanh: "torch.tanh(z)",
  sigmoid: "torch.sigmoid(z)",
  erf: "torch.erf(z)",
  gelu: "torch.nn.functional.gelu(z)",
  silu: "torch.nn.functional.silu(z)",
  elu: "torch.nn.functional.elu(z)",
  selu: "torch.nn.functional.selu(z)",
  softplus: "torch.nn.functional.softplus(z)",
  softsign: "torch.nn.functional.softsign(z)",
  hardtanh: "torch.nn.functional.hardtanh(z)",
  sine: "torch.sin(z)",
  identity: "z",
};

/** With what every backend of Keras has. */
export const KERAS_PHI: PhiTexts = {
  relu: "keras.ops.relu(z)",
  leaky_relu: "keras.ops.leaky_relu(z, negative_slope=0.01)",
  tanh: "keras.ops.tanh(z)",
  sigmoid: "keras.ops.sigmoid(z)",
  erf: "keras.ops.erf(z)",
  gelu: "keras.ops.gelu(z, approximate=False)",
  silu: "keras.ops.silu(z)",
  elu: "keras.ops.elu(z)",
  selu: "keras.ops.selu(z)",
  softplus: "keras.ops.softplus(z)",
  softsign: "keras.activations.softsign(z)",
  hardtanh: "keras.ops.clip(z, -1.0, 1.0)",
  sine: "keras.ops.sin(z)",
  identity: "z",
};

export const JAX_PHI: PhiTexts = {
  relu: "jax.nn.relu(z)",
  leaky_relu: "jax.nn.leaky_relu(z, 0.01)",
  tanh: "jnp.tanh(z)",
  sigmoid: "jax.nn.sigmoid(z)",
  erf: "jax.scipy.special.erf(z)",
  gelu: "jax.nn.gelu(z, approximate=False)",
  silu: "jax.nn.silu(z)",
  elu: "jax.nn.elu(z)",
  selu: "jax.nn.selu(z)",
  softplus: "jax.nn.softplus(z)",
  softsign: "jax.nn.soft_sign(z)",
  hardtanh: "jnp.clip(z, -1.0, 1.0)",
  sine: "jnp.sin(z)",
  identity: "z",
};
