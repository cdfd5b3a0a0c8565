import { weightPlan } from "../initializers/weightPlan.ts";
import { initializerOf, type WeightsConfig } from "./weightsConfig.ts";

/** What drawing the numbers on their own framework needs to know. */
export function drawingNote(config: WeightsConfig): string {
  return `${FRAMEWORK_NOTES[config.framework]}${digitsNote(config)}`;
}

/** Which digits hang on the machine's own logarithm, sine and cosine, or on its QR. */
function digitsNote(config: WeightsConfig): string {
  const { framework, layers } = config;
  switch (weightPlan(framework, initializerOf(config), { fanIn: layers[0]!, fanOut: layers[1]! }).kind) {
    case "orthogonal":
      return ` A QR rounds on every machine in its own way: digits from about the ${framework.startsWith("numpy") ? "fourteenth" : "sixth"} on may differ.`;
    case "normal":
    case "truncated_normal":
      if (framework === "pytorch" && config.initializer === "truncated_normal") return TRUNCATED_NOTE;
      if (framework === "numpy_default_rng")
        return " Beyond 3.65 deviations a last digit may differ: one number in 3,900.";
      return " Up to three numbers in a hundred may differ in their last digit, with the machine's logarithm.";
    default:
      return "";
  }
}

const FRAMEWORK_NOTES: Readonly<Record<WeightsConfig["framework"], string>> = {
  numpy: "RandomState's numbers are frozen: every NumPy gives them.",
  numpy_default_rng: "default_rng may change its numbers in a new release; NumPy 1.17 to 2.4 give these.",
  tensorflow:
    "tf.random draws these numbers in every TensorFlow 2. Keras itself printed them after tf.random.set_seed up to " +
    "TensorFlow 2.9; later ones give initializers seeds of their own, so here the numbers are drawn first and set.",
  keras3:
    "Keras 3 on its TensorFlow backend. Every layer needs an initializer of its own: each takes a seed when it is made.",
  pytorch: "On the CPU. CUDA has a generator of its own and gives other numbers.",
  jax: "With jax_threefry_partitionable on, JAX's default since 0.5. Flax and other libraries make other keys of a seed.",
};

const TRUNCATED_NOTE =
  " These are the steps of trunc_normal_ up to PyTorch 2.11; since 2.12 it draws again what lies outside, and gives " +
  "other numbers. A last digit may differ, with the machine's erfinv.";

/** What loading them elsewhere needs to know. */
export function loadingNote(target: string, { framework }: WeightsConfig): string {
  const file = target === "pytorch" || target === "jax" ? "weights.safetensors" : "weights.npz";
  const doubles =
    framework.startsWith("numpy") && target !== "numpy" ? " NumPy's float64 numbers are rounded to float32." : "";
  const turned =
    target === "pytorch" ? " The file holds (in, out); Linear keeps (out, in), so they are transposed." : "";
  return `Put ${file} beside it: download it here.${turned}${doubles}`;
}
