import type { FanMode, Framework, Initializer } from "../../model/initializer.ts";
import type { Fans } from "./fans.ts";
import { assertInitializer } from "./initializerSupport.ts";
import { type Variance, varianceScale } from "./varianceScaling.ts";

/** How a layer's weights are made: which distribution, with the bounds and deviations that the framework works out. */
export type WeightPlan =
  | { readonly kind: "constant"; readonly value: number }
  | { readonly kind: "identity"; readonly gain: number }
  | {
      readonly kind: "uniform";
      readonly low: number;
      readonly high: number;
      /** JAX writes it as numbers on [-1, 1) times `high`, which gives the same bits. */
      readonly fromUnit?: boolean;
    }
  | { readonly kind: "normal"; readonly mean: number; readonly std: number }
  | {
      /** N(mean, std²) of what lies between `low` and `high`. */
      readonly kind: "truncated_normal";
      readonly mean: number;
      readonly std: number;
      readonly low: number;
      readonly high: number;
    }
  | { readonly kind: "orthogonal"; readonly gain: number }
  | { readonly kind: "sparse"; readonly sparsity: number; readonly std: number };

/** What the plain draws take where nothing is said: (low, high) and the standard deviation. */
const PLAIN: Readonly<Record<Framework, { low: number; high: number; std: number }>> = {
  numpy: { low: 0, high: 1, std: 1 },
  numpy_default_rng: { low: 0, high: 1, std: 1 },
  tensorflow: { low: -0.05, high: 0.05, std: 0.05 },
  keras3: { low: -0.05, high: 0.05, std: 0.05 },
  pytorch: { low: 0, high: 1, std: 1 },
  jax: { low: 0, high: 0.01, std: 0.01 },
};

const SPARSITY = 0.1;
const SPARSE_STD = 0.01;

/** The variances that bear a name: gain² / fan. */
const VARIANCES: Readonly<Record<"glorot" | "he" | "lecun", Variance>> = {
  glorot: { gain: 1, mode: "fan_avg" },
  he: { gain: Math.SQRT2, mode: "fan_in" },
  lecun: { gain: 1, mode: "fan_in" },
};

/**
 * What the framework makes of an initializer for a layer of these sizes. A RangeError where it lacks the initializer, or
 * an option of it.
 */
export function weightPlan(framework: Framework, initializer: Initializer, fans: Fans): WeightPlan {
  assertInitializer(framework, initializer);
  const { name, gain, mode, mean = 0, stddev, low, high, value = 0, sparsity = SPARSITY } = initializer;
  const plain = PLAIN[framework];
  switch (name) {
    case "default":
      return defaultPlan(framework, initializer, fans);
    case "zeros":
      return { kind: "constant", value: 0 };
    case "ones":
      return { kind: "constant", value: 1 };
    case "constant":
      return { kind: "constant", value };
    case "identity":
      return { kind: "identity", gain: gain ?? 1 };
    case "uniform":
      return uniformPlan(low ?? plain.low, high ?? plain.high);
    case "normal":
      return { kind: "normal", mean, std: stddev ?? plain.std };
    case "truncated_normal":
      return truncatedPlan(framework, mean, stddev ?? plain.std);
    case "orthogonal":
      return { kind: "orthogonal", gain: gain ?? 1 };
    case "sparse":
      return { kind: "sparse", sparsity, std: stddev ?? SPARSE_STD };
    default: {
      const [family, distribution] = name.split("_") as ["glorot" | "he" | "lecun", "uniform" | "normal"];
      return scaledPlan(framework, distribution, withOptions(VARIANCES[family], gain, mode), fans);
    }
  }
}

/** The bias of the framework's default dense layer: zero, but uniform within ±1 / sqrt fanIn in PyTorch. */
export function biasPlan(framework: Framework, { name }: Initializer, { fanIn }: Fans): WeightPlan {
  if (framework !== "pytorch" || name !== "default") return { kind: "constant", value: 0 };
  return uniformPlan(-1 / Math.sqrt(fanIn), 1 / Math.sqrt(fanIn));
}

function defaultPlan(framework: Framework, { mean, stddev }: Initializer, fans: Fans): WeightPlan {
  switch (framework) {
    case "numpy":
    case "numpy_default_rng":
      return weightPlan(framework, { name: "normal", mean, stddev }, fans);
    case "jax":
      return weightPlan(framework, { name: "lecun_normal" }, fans);
    case "pytorch": {
      // kaiming_uniform_(a=math.sqrt(5)), whose square is a little more than 5.
      const gain = Math.sqrt(2 / (1 + Math.sqrt(5) ** 2));
      return weightPlan(framework, { name: "he_uniform", gain }, fans);
    }
    default:
      return weightPlan(framework, { name: "glorot_uniform" }, fans);
  }
}

function uniformPlan(low: number, high: number): WeightPlan {
  if (low > high) {
    throw new RangeError(`uniform needs a low bound that is not above the high one; they are ${low} and ${high}.`);
  }
  return { kind: "uniform", low, high };
}

/** PyTorch cuts at ±2, whatever the deviation; the others at two deviations. */
function truncatedPlan(framework: Framework, mean: number, std: number): WeightPlan {
  const [low, high] = framework === "pytorch" ? [-2, 2] : [mean - 2 * std, mean + 2 * std];
  return { kind: "truncated_normal", mean, std, low, high };
}

function scaledPlan(
  framework: Framework,
  distribution: "uniform" | "normal",
  variance: Variance,
  fans: Fans,
): WeightPlan {
  const { bound, std, cutStd } = varianceScale(framework, variance, fans);
  if (distribution === "uniform") {
    const plan = { kind: "uniform", low: -bound, high: bound } as const;
    return framework === "jax" ? { ...plan, fromUnit: true } : plan;
  }
  return cutStd === null ? { kind: "normal", mean: 0, std } : truncatedPlan(framework, 0, cutStd);
}

function withOptions({ gain, mode }: Variance, ownGain?: number, ownMode?: FanMode): Variance {
  return { gain: ownGain ?? gain, mode: ownMode ?? mode };
}
