import type { Framework, Initializer, InitializerName, InitializerOptions } from "../../model/initializer.ts";

/** Frameworks as people call them. */
export const FRAMEWORK_TITLES: Readonly<Record<Framework, string>> = {
  numpy: "NumPy",
  numpy_default_rng: "NumPy",
  tensorflow: "TensorFlow",
  keras3: "Keras 3",
  pytorch: "PyTorch",
  jax: "JAX",
};

type Option = keyof InitializerOptions;

/** What each initializer may be told, in any framework. */
const OPTIONS: Readonly<Record<InitializerName, readonly Option[]>> = {
  default: [],
  zeros: [],
  ones: [],
  constant: ["value"],
  identity: ["gain"],
  uniform: ["low", "high"],
  normal: ["mean", "stddev"],
  truncated_normal: ["mean", "stddev"],
  glorot_uniform: ["gain", "mode"],
  glorot_normal: ["gain", "mode"],
  he_uniform: ["gain", "mode"],
  he_normal: ["gain", "mode"],
  lecun_uniform: ["gain", "mode"],
  lecun_normal: ["gain", "mode"],
  orthogonal: ["gain"],
  sparse: ["sparsity", "stddev"],
};

/** What a framework lacks, and what to take there; the options of NumPy's default are those of its normal numbers. */
const LACKING: Readonly<Record<Framework, Partial<Record<InitializerName, string>>>> = {
  numpy: { truncated_normal: "take normal", sparse: "take normal" },
  numpy_default_rng: { truncated_normal: "take normal", sparse: "take normal" },
  tensorflow: { sparse: "take pytorch for it" },
  keras3: { sparse: "take pytorch for it" },
  pytorch: {
    lecun_uniform: "its he_uniform with a gain of 1 is the same",
    lecun_normal: "its he_normal with a gain of 1 is the same but for the cut",
  },
  jax: { identity: "take jax.numpy.eye, here keras3's", sparse: "take pytorch for it" },
};

/** Options that an initializer has in other frameworks only. */
const WITHOUT: Readonly<Record<Framework, Partial<Record<InitializerName, readonly Option[]>>>> = {
  numpy: {},
  numpy_default_rng: {},
  tensorflow: {},
  keras3: {},
  pytorch: { identity: ["gain"], glorot_uniform: ["mode"], glorot_normal: ["mode"] },
  jax: { normal: ["mean"], truncated_normal: ["mean"] },
};

/** The options that an initializer has in a framework; null where the framework lacks the initializer. */
export function optionsOf(framework: Framework, name: InitializerName): readonly Option[] | null {
  if (LACKING[framework][name] !== undefined) return null;
  const without = WITHOUT[framework][name] ?? [];
  const isNumpyDefault = name === "default" && framework.startsWith("numpy");
  return OPTIONS[isNumpyDefault ? "normal" : name].filter((option) => !without.includes(option));
}

/** Throws a RangeError of one sentence where a framework lacks the initializer or an option, or an option's value. */
export function assertInitializer(framework: Framework, initializer: Initializer): void {
  const title = FRAMEWORK_TITLES[framework];
  const { name } = initializer;
  const options = optionsOf(framework, name);
  if (options === null) throw new RangeError(`${title} has no ${name}; ${LACKING[framework][name]}.`);
  for (const option of Object.keys(initializer).filter((key) => key !== "name") as Option[]) {
    if (initializer[option] === undefined) continue;
    if (!options.includes(option)) throw new RangeError(`${name} takes no ${option} in ${title}.`);
    assertOption(framework, initializer, option);
  }
  const { low, high } = initializer;
  if (low !== undefined && high !== undefined && low > high) {
    throw new RangeError(`uniform needs a low bound that is not above the high one; they are ${low} and ${high}.`);
  }
}

function assertOption(framework: Framework, { name, ...options }: Initializer, option: Option): void {
  if (option === "mode") {
    if (framework === "pytorch" && options.mode === "fan_avg") {
      throw new RangeError(`${name} takes fan_in or fan_out as its mode in PyTorch; it is fan_avg.`);
    }
    return;
  }
  const value = options[option]!;
  const [fits, range] = ALLOWED[option];
  if (!Number.isFinite(value) || !fits(value)) {
    throw new RangeError(`${option} must be ${range} for ${name}; it is ${value}.`);
  }
}

const ANY = [() => true, "a finite number"] as const;

const ALLOWED: Readonly<Record<Exclude<Option, "mode">, readonly [(value: number) => boolean, string]>> = {
  gain: [(value) => value > 0, "a number above 0"],
  stddev: [(value) => value > 0, "a number above 0"],
  sparsity: [(value) => value >= 0 && value <= 1, "a number from 0 to 1"],
  mean: ANY,
  low: ANY,
  high: ANY,
  value: ANY,
};
