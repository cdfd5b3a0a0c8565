import { ConfigError } from "../../experiments/fields.ts";
import { optionsOf } from "../../experiments/initializers/initializerSupport.ts";
import { withField } from "../../experiments/training/configField.ts";
import { symmetryField } from "../../experiments/training/symmetryFields.ts";
import { assertSymmetryConfig } from "../../experiments/training/trainingChecks.ts";
import { type Start, type SymmetryConfig, VERSUS } from "../../experiments/training/trainingConfig.ts";
import type { Side } from "../../experiments/training/trainingLab.ts";
import type { Framework, InitializerName } from "../../model/initializer.ts";
import { LimitError } from "../../model/limitError.ts";
import type { LossId } from "../../model/training.ts";

/** What changes in a configuration, or the sentence that says why it cannot. */
export type Change = { readonly change: Partial<SymmetryConfig> } | { readonly error: string };

/** Where softmax tells classes apart, it needs at least as many outputs. */
const FEWEST_CLASSES = 2;

/** A field set from text. */
export function withText(config: SymmetryConfig, name: string, text: string): Change {
  return attempt(config, () => withField(config, symmetryField(name)!, text));
}

/** Equal, and not 0 or 1, which have starts of their own. */
const FIRST_CONSTANT = 0.5;

/** Another initializer of a side; `constant` begins with a number that shows more than its own 0. */
export function withInitializer(config: SymmetryConfig, side: Side, text: string): Change {
  const field = symmetryField(side === 0 ? "initializer" : `${VERSUS}initializer`)!;
  return attempt(config, () => {
    const chosen = withField(config, field, text);
    const start = chosen.starts[side];
    if (start.initializer !== "constant" || start.value !== undefined) return chosen;
    const starts = chosen.starts.with(side, { ...start, value: FIRST_CONSTANT }) as unknown as SymmetryConfig["starts"];
    return { ...chosen, starts };
  });
}

/** Another framework; a start whose initializer it lacks takes the framework's default. */
export function withFramework(config: SymmetryConfig, framework: Framework): Change {
  const fit = (start: Start): Start => {
    const options = optionsOf(framework, start.initializer);
    if (options === null) return { ...start, initializer: "default", value: undefined, stddev: undefined };
    return options.includes("stddev") ? start : { ...start, stddev: undefined };
  };
  return attempt(config, () => ({ ...config, framework, starts: [fit(config.starts[0]), fit(config.starts[1])] }));
}

/** Another loss, with the last nonlinearity and the number of outputs that go with it. */
export function withLoss(config: SymmetryConfig, loss: LossId): Change {
  const isClasses = loss === "categorical_crossentropy";
  const outputs = isClasses ? Math.max(FEWEST_CLASSES, config.layers.at(-1)!) : 1;
  const layers = [...config.layers.slice(0, -1), outputs];
  return attempt(config, () => ({ ...config, loss, layers, outputActivation: isClasses ? "softmax" : "sigmoid" }));
}

/** Whether a start's initializer takes an option, in the framework. */
export function takes(framework: Framework, initializer: InitializerName, option: "value" | "stddev"): boolean {
  return optionsOf(framework, initializer)?.includes(option) ?? false;
}

/** Makes the checks that the training would make, before anything runs. */
function attempt(before: SymmetryConfig, make: () => SymmetryConfig): Change {
  try {
    const config = make();
    assertSymmetryConfig(config);
    const keys = Object.keys(config) as (keyof SymmetryConfig)[];
    return {
      change: Object.fromEntries(keys.filter((key) => config[key] !== before[key]).map((key) => [key, config[key]])),
    };
  } catch (error) {
    if (error instanceof ConfigError || error instanceof LimitError) return { error: error.message };
    throw error;
  }
}
