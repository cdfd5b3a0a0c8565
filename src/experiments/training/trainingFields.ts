import { FRAMEWORKS, INITIALIZERS, initializerNamed } from "../../model/initializer.ts";
import { NONLINEARITY_IDS, type NonlinearityId } from "../../model/nonlinearity.ts";
import { LOSSES, type LossId, OPTIMIZERS } from "../../model/training.ts";
import { type FieldSpec, finiteNumber, oneOf, wholeNumber } from "../fields.ts";
import { readLayers } from "../weights/weightsConfig.ts";
import type { ConfigField } from "./configField.ts";
import { DATA_NAMES, MOST_ITERATIONS, MOST_SAMPLES, type Start, type TrainingConfig } from "./trainingConfig.ts";

type Reader = Pick<FieldSpec, "allowed" | "parse">;

/** A field whose value is what `parse` gives. */
function plain<Config>(key: keyof Config & string, name: string, help: string, reader: Reader): ConfigField<Config> {
  return {
    key,
    name,
    help,
    ...reader,
    text: (config) => (config[key] === undefined ? null : String(config[key])),
    change: (value) => ({ [key]: value }) as Partial<Config>,
  };
}

/** A field that may also be a word, which stands for null. */
function orWord<Config>(
  key: keyof Config & string,
  name: string,
  help: string,
  word: string,
  { allowed, parse }: Reader,
): ConfigField<Config> {
  return {
    key,
    name,
    help,
    allowed: `${allowed}, or ${word}`,
    parse: (text) => (text.trim() === word ? word : parse(text)),
    text: (config) => (config[key] === null ? word : String(config[key])),
    change: (value) => ({ [key]: value === word ? null : value }) as Partial<Config>,
  };
}

/** One of the names, some of which have others. */
function named<Name extends string>(names: readonly Name[], aliases: Readonly<Record<string, Name>>): Reader {
  const { allowed, parse } = oneOf(names);
  return { allowed, parse: (text) => (Object.hasOwn(aliases, text.trim()) ? aliases[text.trim()]! : parse(text)) };
}

const LOSS_ALIASES: Readonly<Record<string, LossId>> = {
  mse: "mean_squared_error",
  softmax_crossentropy: "categorical_crossentropy",
  sparse_categorical_crossentropy: "categorical_crossentropy",
};
const NONLINEARITY_ALIASES: Readonly<Record<string, NonlinearityId>> = { linear: "identity" };

const layersField: ConfigField<TrainingConfig> = {
  key: "layers",
  name: "layers",
  help: "units of each layer, the input first and the output last",
  allowed: "two or more whole numbers from 1, with commas between them, such as 2,3,1",
  parse: (text) => readLayers(text)?.join() ?? null,
  text: ({ layers }) => layers.join(),
  change: (value) => ({ layers: String(value).split(",").map(Number) }),
};

/** What decides a training but its start, in the order in which it is read. */
export const TRAINING_FIELDS: readonly ConfigField<TrainingConfig>[] = [
  layersField,
  plain("activation", "activation", "nonlinearity of the hidden layers", named(NONLINEARITY_IDS, NONLINEARITY_ALIASES)),
  plain(
    "outputActivation",
    "output-activation",
    "nonlinearity of the last layer, which a cross-entropy takes together with it",
    named([...NONLINEARITY_IDS, "softmax"], NONLINEARITY_ALIASES),
  ),
  plain("loss", "loss", "what training makes small", named(LOSSES, LOSS_ALIASES)),
  plain("optimizer", "optimizer", "how a gradient becomes an update", oneOf(OPTIMIZERS)),
  plain(
    "learningRate",
    "learning-rate",
    "how far an update goes",
    finiteNumber("a number above 0 (from 1e-30 to 1e6)", (value) => value >= 1e-30 && value <= 1e6),
  ),
  plain(
    "momentum",
    "momentum",
    "how much of an update the next one keeps, of momentum",
    finiteNumber("a number from 0 to below 1", (value) => value >= 0 && value < 1),
  ),
  orWord("batchSize", "batch-size", "examples an update", "full", wholeNumber(1, MOST_SAMPLES)),
  plain("data", "data", "what is learned", oneOf(DATA_NAMES)),
  plain("samples", "samples", "examples of the data", wholeNumber(2, MOST_SAMPLES)),
  orWord(
    "noise",
    "noise",
    "standard deviation of the noise that moves the examples",
    "own",
    finiteNumber("a number from 0 to 10", (value) => value >= 0 && value <= 10),
  ),
  plain("framework", "framework", "whose random numbers the weights are", oneOf(FRAMEWORKS)),
  plain("seed", "seed", "seed of data, weights and batches", wholeNumber(0, 2 ** 32 - 1)),
  plain("engine", "engine", "what computes", oneOf(["auto", "gpu", "cpu"])),
];

const size = finiteNumber("a number from 0 to 1e3", (value) => value >= 0 && value <= 1e3);

/** Where a network starts, in the order in which it is read: another initializer takes no value and deviation over. */
export const START_FIELDS: readonly ConfigField<Start>[] = [
  {
    key: "initializer",
    name: "initializer",
    help: "how weights are drawn; default is the framework's dense layer",
    allowed: `one of ${INITIALIZERS.join(", ")}`,
    parse: (text) => initializerNamed(text.trim()),
    text: ({ initializer }) => initializer,
    change: (value, { initializer }) =>
      value === initializer ? {} : ({ initializer: value, value: undefined, stddev: undefined } as Partial<Start>),
  },
  plain(
    "value",
    "value",
    "every weight, of constant",
    finiteNumber("a number from -1e3 to 1e3", (value) => Math.abs(value) <= 1e3),
  ),
  plain(
    "stddev",
    "stddev",
    "standard deviation, of normal, truncated_normal, sparse and NumPy's default",
    finiteNumber("a number from 1e-30 to 1e3", (value) => value >= 1e-30 && value <= 1e3),
  ),
  plain("epsilon", "epsilon", "size of the noise that is added to every weight", size),
  plain("biasStddev", "bias-stddev", "standard deviation of the noise that is added to every bias", size),
];

export const ITERATIONS_FIELD: ConfigField<{ readonly iterations: number }> = plain(
  "iterations",
  "iterations",
  "updates to make",
  wholeNumber(0, MOST_ITERATIONS),
);
