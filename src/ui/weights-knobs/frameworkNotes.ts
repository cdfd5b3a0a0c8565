import type { Framework } from "../../model/initializer.ts";

/** What a person should know of a framework's numbers, in a sentence. */
export const FRAMEWORK_NOTES: Readonly<Record<Framework, string>> = {
  tensorflow: "The path of Keras up to TensorFlow 2.9, which made the thread’s numbers after tf.random.set_seed.",
  keras3: "What keras.utils.set_random_seed gives today: every layer takes its own seed from Python’s random.",
  pytorch: "After torch.manual_seed, on the CPU. Its default draws the biases too.",
  jax: "One key a layer, from jax.random.split. JAX has no dense layer of its own; Flax’s folding is not imitated.",
  numpy: "The legacy generator of np.random.seed, which the notebook uses.",
  numpy_default_rng: "The generator of np.random.default_rng: PCG64.",
};
