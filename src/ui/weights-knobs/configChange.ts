import { FRAMEWORK_TITLES, optionsOf } from "../../experiments/initializers/initializerSupport.ts";
import { ConfigError } from "../../experiments/fields.ts";
import { assertSeed } from "../../experiments/weights/weights.ts";
import { type WeightsConfig, assertWeightsConfig, readWeightsConfig } from "../../experiments/weights/weightsConfig.ts";
import { type Framework, INITIALIZERS, type InitializerName } from "../../model/initializer.ts";
import { LimitError } from "../../model/limitError.ts";

/** A configuration to go on with, or the sentence that says why there is none. */
export type Change = { readonly config: WeightsConfig } | { readonly error: string };

/** Options that the page has controls for. */
export const OPTIONS = ["gain", "mode", "stddev", "value"] as const;
export type Option = (typeof OPTIONS)[number];

/** Frameworks as people tell them apart. */
export const FRAMEWORK_NAMES: Readonly<Record<Framework, string>> = {
  tensorflow: "TensorFlow, Keras to 2.9",
  keras3: "Keras 3",
  pytorch: "PyTorch",
  jax: "JAX",
  numpy: "NumPy RandomState",
  numpy_default_rng: "NumPy default_rng",
};

/** The configuration with a field set from text; empty text takes an option back to the framework's own. */
export function withText(config: WeightsConfig, name: string, text: string): Change {
  return attempt(() => {
    if (text.trim() === "" && (OPTIONS as readonly string[]).includes(name)) return { ...config, [name]: undefined };
    return readWeightsConfig([[name, text]], config);
  });
}

/** The configuration in another framework: with its own default where it lacks the initializer. */
export function withFramework(config: WeightsConfig, framework: Framework): Change {
  const has = optionsOf(framework, config.initializer) !== null;
  const order = framework.startsWith("numpy") ? config.order : "layers";
  return withInitializer({ ...config, framework, order }, has ? config.initializer : "default");
}

/** The configuration with another initializer; options that it does not take are dropped. */
export function withInitializer(config: WeightsConfig, initializer: InitializerName): Change {
  const kept = Object.fromEntries(
    OPTIONS.map((option) => [option, takes({ ...config, initializer }, option) ? config[option] : undefined]),
  );
  const mode = config.framework === "pytorch" && config.mode === "fan_avg" ? undefined : kept["mode"];
  return attempt(() => ({ ...config, ...kept, mode, initializer }) as WeightsConfig);
}

export function takes({ framework, initializer }: WeightsConfig, option: Option): boolean {
  return optionsOf(framework, initializer)?.includes(option) ?? false;
}

/** Every initializer, and a word where the framework lacks it. */
export function initializerChoices(framework: Framework): { name: InitializerName; label: string; has: boolean }[] {
  return INITIALIZERS.map((name) => {
    const has = optionsOf(framework, name) !== null;
    const own = name === "default" ? `default: ${FRAMEWORK_TITLES[framework]}’s dense layer` : name;
    return { name, has, label: has ? own : `${name}: ${FRAMEWORK_TITLES[framework]} has none` };
  });
}

/** Runs the checks that the draw would make, before anything is drawn. */
function attempt(make: () => WeightsConfig): Change {
  try {
    const config = make();
    assertWeightsConfig(config);
    assertSeed(config);
    return { config };
  } catch (error) {
    if (error instanceof ConfigError || error instanceof LimitError) return { error: error.message };
    throw error;
  }
}
