import { ConfigError } from "../experiments/fields.ts";
import { type ConfigField, readFields } from "../experiments/training/configField.ts";
import {
  DEFAULT_START,
  DEFAULT_SYMMETRY_CONFIG,
  DEFAULT_TRAINING_CONFIG,
  type Start,
  type TrainingConfig,
} from "../experiments/training/trainingConfig.ts";
import { ITERATIONS_FIELD, START_FIELDS, TRAINING_FIELDS } from "../experiments/training/trainingFields.ts";
import { describeFlags, type Flag, HELP_FLAG, JSON_FLAG } from "./flags.ts";
import { isTableFile, isWeightsFile } from "./trainFiles.ts";

/** What is to be trained, as the terminal says it. */
export interface TrainRequest {
  readonly config: TrainingConfig;
  readonly start: Start;
  readonly iterations: number;
  /** Files that take the place of made data and drawn weights. */
  readonly dataFile: string | null;
  readonly startFile: string | null;
}

/** What one training takes, in one configuration. */
type TrainFields = TrainingConfig & Start & { readonly iterations: number };

/** The page's defaults, but for the engine: a terminal's user is told where there is no GPU. */
const DEFAULTS: TrainFields = {
  ...DEFAULT_TRAINING_CONFIG,
  ...DEFAULT_START,
  iterations: DEFAULT_SYMMETRY_CONFIG.iterations,
  engine: "gpu",
};

/** A file may take a field's place. */
const FILES: Readonly<Record<string, string>> = { data: "FILE.csv", initializer: "FILE.npz" };

const FIELDS = ([...TRAINING_FIELDS, ...START_FIELDS, ITERATIONS_FIELD] as readonly ConfigField<TrainFields>[]).map(
  (field) =>
    FILES[field.name] === undefined ? field : { ...field, allowed: `${field.allowed}, or ${FILES[field.name]}` },
);

export const TRAIN_FLAGS: readonly Flag[] = [
  ...FIELDS.map((field) => {
    const { name, help, allowed } = field;
    const fallback = field.text(DEFAULTS);
    return { name, help, allowed, ...(fallback === null ? {} : { fallback }) };
  }),
  JSON_FLAG,
  HELP_FLAG,
];

export const TRAIN_HELP = `initscope train: what training makes of a start, and how many units stay equal

Trains a dense network by gradient descent, all of it on the GPU, and prints its loss, its weights as (in, out), and how
many units of each layer are distinct to the bit. The defaults are the thread's network on two moons.

${describeFlags(TRAIN_FLAGS)}

Other names are understood: mse, softmax_crossentropy, sparse_categorical_crossentropy, linear, xavier_uniform ...
--data FILE.csv learns from your own table: a line an example, numbers with a target in the last column, with a header
or without. Its columns are standardised, (value - mean) / std; what was done is said on standard error. --initializer
FILE.npz starts from your own weights, W1, b1, W2 ... in (in, out), as np.savez and the Weights lab write them. --epsilon
adds the framework's normal(0, 1) of the same seed, times epsilon, to the weights, --bias-stddev that of the next seed
to the biases. moons and circles (factor 0.5) are scikit-learn's of the seed; epoch e takes its batches in the order of
np.random.RandomState([seed, e]).permutation(samples). ReLU's slope at 0 is 1, where TensorFlow, PyTorch and JAX take 0:
from a W1 and b1 of zeros with another W2, W1 moves here and not there.

JSON is {"engine", "loss": [...], "layers": [{"weight": {"shape", "values"}, "bias": {"shape", "values"},
"distinctUnits"}], "accuracy"}: loss before each update and after the last, over the batch that the next update takes;
accuracy over all examples, null where the target is a number. Ends with 0, 1 where numbers are no longer finite, or beyond 2^100
(the weights printed are the last that were finite), 2 for wrong input, or 3 where --engine gpu finds no adapter.
`;

/** What the flags ask for. Throws a ConfigError. */
export function readRequest(given: readonly (readonly [name: string, value: string])[]): TrainRequest {
  const flags = new Map(given);
  const fileOf = (name: string, isFile: (text: string) => boolean, without: readonly string[]): string | null => {
    const text = flags.get(name)?.trim() ?? "";
    if (!isFile(text)) return null;
    const stray = without.find((other) => flags.has(other));
    if (stray !== undefined) throw new ConfigError(stray, flags.get(stray)!, `left out where ${name} is a file`);
    flags.delete(name);
    return text;
  };
  const dataFile = fileOf("data", isTableFile, ["samples", "noise"]);
  const startFile = fileOf("initializer", isWeightsFile, ["value", "stddev"]);
  const { initializer, value, stddev, epsilon, biasStddev, iterations, ...config } = readFields(
    FIELDS,
    flags,
    DEFAULTS,
  );
  if (flags.has("momentum") && config.optimizer !== "momentum") {
    throw new ConfigError("momentum", flags.get("momentum")!, `left out, since ${config.optimizer} is not momentum`);
  }
  return { config, start: { initializer, value, stddev, epsilon, biasStddev }, iterations, dataFile, startFile };
}
