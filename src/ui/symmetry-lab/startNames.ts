import { FRAMEWORK_TITLES } from "../../experiments/initializers/initializerSupport.ts";
import type { Start, SymmetryConfig } from "../../experiments/training/trainingConfig.ts";
import type { Framework, InitializerName } from "../../model/initializer.ts";
import { formatNumber, plainNumber, trimmed } from "../format.ts";

/** Initializers as people read them. */
const TITLES: Readonly<Record<InitializerName, string>> = {
  default: "default",
  zeros: "Zeros",
  ones: "Ones",
  constant: "Constant",
  identity: "Identity",
  uniform: "Uniform",
  normal: "Normal",
  truncated_normal: "Truncated normal",
  glorot_uniform: "Glorot uniform",
  glorot_normal: "Glorot normal",
  he_uniform: "He uniform",
  he_normal: "He normal",
  lecun_uniform: "LeCun uniform",
  lecun_normal: "LeCun normal",
  orthogonal: "Orthogonal",
  sparse: "Sparse",
};

/** An initializer's name for people: "Glorot uniform", "PyTorch’s default". */
export function initializerTitle(name: InitializerName, framework: Framework): string {
  return name === "default" ? `${FRAMEWORK_TITLES[framework]}’s default` : TITLES[name];
}

/** A start in a few words: "Zeros", "Constant 0.5 with noise 0.001". */
export function startName({ initializer, value, stddev, epsilon, biasStddev }: Start, framework: Framework): string {
  const title = initializerTitle(initializer, framework);
  // What is not said of a constant is 0.
  const number = initializer === "constant" ? (value ?? 0) : stddev;
  const noise = [
    ...(epsilon === 0 ? [] : [`noise ${trimmed(formatNumber(epsilon, 3)).replace(/^1 × /, "")}`]),
    ...(biasStddev === 0 ? [] : ["random biases"]),
  ];
  const name = number === undefined ? title : `${title} ${plainNumber(number)}`;
  return noise.length === 0 ? name : `${name} with ${noise.join(" and ")}`;
}

/** The names of both starts, told apart where they would be the same. */
export function sideNames({ starts, framework }: Pick<SymmetryConfig, "starts" | "framework">): [string, string] {
  const [one, other] = starts.map((start) => startName(start, framework)) as [string, string];
  return one === other ? [`${one}, left`, `${other}, right`] : [one, other];
}
