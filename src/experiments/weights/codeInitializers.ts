import type { FanMode } from "../../model/initializer.ts";
import { double } from "./recipeSteps.ts";
import type { WeightsConfig } from "./weightsConfig.ts";

/** A float as Python writes it, so that it stays one: 1.0. */
export function python(value: number): string {
  const text = double(value);
  return /^-?\d+$/.test(text) ? `${text}.0` : text;
}

/** A variance of gain² / fan in Python's words. */
export interface ScaleWords {
  /** gain². */
  readonly square: string;
  readonly fan: string;
  /** The standard deviation at once, as NumPy's and PyTorch's own code computes it; null in Keras' and JAX's way. */
  readonly plain: string | null;
  readonly mode: FanMode;
  readonly distribution: "uniform" | "normal";
}

/** Null where the initializer does not look at the layer's sizes. */
export function scaleOf({ framework, initializer, gain, mode }: WeightsConfig): ScaleWords | null {
  const name = initializer === "default" && !framework.startsWith("numpy") ? ownDefault(framework) : initializer;
  const [, family, distribution] = /^(glorot|he|lecun)_(uniform|normal)$/.exec(name) ?? [];
  if (family === undefined) return null;
  const fanMode = mode ?? (family === "glorot" ? "fan_avg" : "fan_in");
  const isHe = family === "he" && gain === undefined;
  const square = isHe ? "2.0" : gain === undefined ? "1.0" : `${python(gain)} ** 2`;
  const factor = isHe ? "np.sqrt(2)" : python(gain ?? 1);
  const fans = { fan_in: "fan_in", fan_out: "fan_out", fan_avg: "((fan_in + fan_out) / 2)" };
  const average = `${factor} * np.sqrt(2 / (fan_in + fan_out))`;
  const plain = fanMode === "fan_avg" ? average : `${factor} / np.sqrt(${fans[fanMode]})`;
  return {
    square,
    fan: fans[fanMode],
    plain: framework.startsWith("numpy") ? plain : null,
    mode: fanMode,
    distribution: distribution as "uniform" | "normal",
  };
}

function ownDefault(framework: string): string {
  return framework === "jax" ? "lecun_normal" : "glorot_uniform";
}

function camel(name: string): string {
  return name.replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** `GlorotUniform()`, of keras.initializers. */
export function kerasInitializer(config: WeightsConfig): string {
  const { initializer, gain, mode, stddev, value } = config;
  const scale = scaleOf(config);
  if (scale !== null) {
    if (gain === undefined && mode === undefined) {
      return `${camel(initializer === "default" ? "glorot_uniform" : initializer)}()`;
    }
    const distribution = scale.distribution === "normal" ? "truncated_normal" : "uniform";
    return `VarianceScaling(${scale.square}, "${scale.mode}", "${distribution}")`;
  }
  const options: Readonly<Record<string, string>> = {
    constant: python(value ?? 0),
    identity: gain === undefined ? "" : `gain=${python(gain)}`,
    orthogonal: gain === undefined ? "" : `gain=${python(gain)}`,
    normal: stddev === undefined ? "" : `stddev=${python(stddev)}`,
    truncated_normal: stddev === undefined ? "" : `stddev=${python(stddev)}`,
  };
  const names: Readonly<Record<string, string>> = { uniform: "random_uniform", normal: "random_normal" };
  return `${camel(names[initializer] ?? initializer)}(${options[initializer] ?? ""})`;
}

/** `lecun_normal()`, of jax.nn.initializers. */
export function jaxInitializer(config: WeightsConfig): string {
  const { initializer, gain, mode, stddev, value } = config;
  const scale = scaleOf(config);
  if (scale !== null) {
    if (gain === undefined && mode === undefined)
      return `${initializer === "default" ? "lecun_normal" : initializer}()`;
    const distribution = scale.distribution === "normal" ? "truncated_normal" : "uniform";
    return `variance_scaling(${scale.square}, "${scale.mode}", "${distribution}")`;
  }
  switch (initializer) {
    case "zeros":
    case "ones":
      // These are initializers themselves, not makers of them.
      return initializer;
    case "constant":
      return `constant(${python(value ?? 0)})`;
    case "orthogonal":
      return `orthogonal(${gain === undefined ? "" : python(gain)})`;
    default:
      return `${initializer}(${stddev === undefined ? "" : python(stddev)})`;
  }
}

/** Calls of torch.nn.init on `layer.weight`. */
export function torchCalls({ initializer, gain, mode, stddev, value }: WeightsConfig): string[] {
  const call = (name: string, ...options: (string | null)[]) => {
    const words = ["layer.weight", ...options.filter((option) => option !== null)];
    return [`torch.nn.init.${name}_(${words.join(", ")})`];
  };
  const std = stddev === undefined ? null : `std=${python(stddev)}`;
  const gainOption = gain === undefined ? null : `gain=${python(gain)}`;
  switch (initializer) {
    case "constant":
      return call("constant", python(value ?? 0));
    case "identity":
      return call("eye");
    case "truncated_normal":
      return truncatedCalls(stddev ?? 1);
    case "glorot_uniform":
    case "glorot_normal":
      return call(initializer.replace("glorot", "xavier"), gainOption);
    case "he_uniform":
    case "he_normal": {
      const fan = mode ?? "fan_in";
      const name = initializer.replace("he", "kaiming");
      if (gain === undefined) return call(name, `mode="${fan}"`, `nonlinearity="relu"`);
      const deviation = `${python(gain)} / math.sqrt(${fan})`;
      if (initializer === "he_normal") return call("normal", `std=${deviation}`);
      return [`bound = math.sqrt(3.0) * (${deviation})`, ...call("uniform", "-bound", "bound")];
    }
    case "sparse":
      return call("sparse", "sparsity=0.1", std);
    default:
      return call(initializer, initializer === "orthogonal" ? gainOption : std);
  }
}

/** The steps of trunc_normal_ up to PyTorch 2.11: 2.12 draws again what lies outside (pytorch/pytorch#174997). */
function truncatedCalls(std: number): string[] {
  return [
    `std = ${python(std)}`,
    "edge = math.erf(2 / std / math.sqrt(2))",
    "with torch.no_grad():",
    "    layer.weight.uniform_(-edge, edge).erfinv_().mul_(std * math.sqrt(2)).clamp_(-2, 2)",
  ];
}
