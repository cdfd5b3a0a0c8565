import { DEFAULT_WEIGHTS_CONFIG, type WeightsConfig } from "../../experiments/weights/weightsConfig.ts";

/** A configuration by what it shows. */
export interface WeightsPreset {
  readonly id: string;
  readonly title: string;
  readonly shows: string;
  readonly config: WeightsConfig;
}

const THREAD = DEFAULT_WEIGHTS_CONFIG;
const WIDE: WeightsConfig = { ...THREAD, framework: "pytorch", layers: [256, 64, 10] };

export const WEIGHTS_PRESETS: readonly WeightsPreset[] = [
  { id: "thread", title: "The thread’s numbers", shows: "TensorFlow, seed 1234", config: THREAD },
  {
    id: "keras3",
    title: "The same code today",
    shows: "Keras 3: other numbers",
    config: { ...THREAD, framework: "keras3" },
  },
  {
    id: "pytorch",
    title: "The same seed in PyTorch",
    shows: "rows are units, biases drawn",
    config: { ...THREAD, framework: "pytorch", initializer: "default" },
  },
  {
    id: "jax",
    title: "The same seed in JAX",
    shows: "one key a layer",
    config: { ...THREAD, framework: "jax", initializer: "default" },
  },
  {
    id: "numpy",
    title: "The same seed in NumPy",
    shows: "the notebook’s N(0, 1)",
    config: { ...THREAD, framework: "numpy", initializer: "default" },
  },
  {
    id: "numpy-generator",
    title: "The same seed in new NumPy",
    shows: "default_rng: PCG64",
    config: { ...THREAD, framework: "numpy_default_rng", initializer: "default" },
  },
  {
    id: "glorot",
    title: "Glorot on a wide layer",
    shows: "narrow: √(6 / (256 + 64))",
    config: { ...WIDE, initializer: "glorot_uniform" },
  },
  {
    id: "he",
    title: "He on the same layer",
    shows: "other bounds: √(6 / 256)",
    config: { ...WIDE, initializer: "he_uniform" },
  },
  {
    id: "orthogonal",
    title: "Rows at right angles",
    shows: "orthogonal, length 1",
    config: { ...THREAD, layers: [4, 4, 2], initializer: "orthogonal" },
  },
  {
    id: "zeros",
    title: "All zeros: no dice",
    shows: "every unit the same",
    config: { ...THREAD, initializer: "zeros" },
  },
];

/** Whether two configurations draw the same. */
export function isSameConfig(one: WeightsConfig, other: WeightsConfig): boolean {
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]) as Set<keyof WeightsConfig>;
  return [...keys].every((key) => String(one[key]) === String(other[key]));
}
