import type { Framework } from "../../model/initializer.ts";
import { LimitError } from "../../model/limitError.ts";
import { parameterCount } from "../../model/trainingShapes.ts";
import { ConfigError } from "../fields.ts";
import { assertAvailable, RefusedError } from "../weights/weightsConfig.ts";
import {
  LAB_MOST,
  MADE_FEATURES,
  MOST_PARAMETERS,
  type Start,
  type SymmetryConfig,
  type TrainingConfig,
  VERSUS,
} from "./trainingConfig.ts";

/** What a training learns from: the data's own columns and rows. */
interface DataSize {
  readonly features: number;
  readonly examples: number;
}

/** Throws a ConfigError where fields do not fit each other or the data, a LimitError where the network is too large. */
export function assertTrainingConfig(
  config: TrainingConfig,
  { features, examples }: DataSize = { features: MADE_FEATURES, examples: config.samples },
): void {
  const { layers, batchSize } = config;
  if (layers[0] !== features) {
    const first =
      features === 1 ? "1 unit, since the data have 1 feature" : `${features} units, one a feature of the data`;
    throw new ConfigError("layers", layers.join(), `a list that starts with ${first}`);
  }
  assertOutput(config);
  if (batchSize !== null && batchSize > examples) {
    throw new ConfigError("batch-size", String(batchSize), `at most the ${examples} examples of the data, or full`);
  }
  const parameters = parameterCount(layers);
  if (parameters > MOST_PARAMETERS) {
    throw new LimitError(
      `layers make ${parameters} weights and biases: more than ${MOST_PARAMETERS} (2^22) are not trained. ` +
        `Choose fewer or smaller layers.`,
    );
  }
}

/** Throws a ConfigError where loss, last nonlinearity and outputs do not go together. */
function assertOutput({ loss, outputActivation, layers }: TrainingConfig): void {
  const outputs = layers.at(-1)!;
  const refuseOutput = (allowed: string): never => {
    throw new ConfigError("output-activation", outputActivation, allowed);
  };
  if (loss === "categorical_crossentropy") {
    if (outputActivation !== "softmax" && outputActivation !== "identity") {
      refuseOutput(`softmax with the loss ${loss}, or identity, which leaves the softmax to the loss`);
    }
    if (outputs < 2) {
      throw new ConfigError(
        "layers",
        layers.join(),
        `a list that ends with at least 2 units, one a class, for ${loss}`,
      );
    }
    return;
  }
  if (outputActivation === "softmax")
    refuseOutput(`another with the loss ${loss}: softmax goes with categorical_crossentropy`);
  if (loss === "binary_crossentropy" && outputActivation !== "sigmoid" && outputActivation !== "identity") {
    refuseOutput(`sigmoid with the loss ${loss}, or identity, which leaves the sigmoid to the loss`);
  }
  if (outputs !== 1) {
    throw new ConfigError("layers", layers.join(), `a list that ends with 1 unit for ${loss}, which has one target`);
  }
}

/** Throws a ConfigError where the framework has no such start; `prefix` stands before the names of its fields. */
export function assertStart(framework: Framework, { initializer, value, stddev }: Start, prefix = ""): void {
  try {
    assertAvailable(framework, { name: initializer, value, stddev });
  } catch (error) {
    if (prefix === "" || !(error instanceof ConfigError) || error instanceof RefusedError) throw error;
    throw new ConfigError(prefix + error.field, error.value, error.allowed);
  }
}

/** Throws what assertTrainingConfig throws, and a ConfigError beyond what the lab takes. */
export function assertSymmetryConfig(config: SymmetryConfig): void {
  const { layers, loss, samples, iterations, framework, starts } = config;
  const { hiddenLayers, units, classes } = LAB_MOST;
  if (layers.length > hiddenLayers + 2 || layers.some((size) => size > units)) {
    throw new ConfigError(
      "layers",
      layers.join(),
      `a list of at most ${hiddenLayers} hidden layers of up to ${units} units`,
    );
  }
  if (loss === "categorical_crossentropy" && layers.at(-1)! > classes) {
    throw new ConfigError("layers", layers.join(), `a list that ends with at most ${classes} units here`);
  }
  if (samples > LAB_MOST.samples) {
    throw new ConfigError("samples", String(samples), `a whole number from 2 to ${LAB_MOST.samples} here`);
  }
  if (iterations > LAB_MOST.iterations) {
    throw new ConfigError("iterations", String(iterations), `a whole number from 0 to ${LAB_MOST.iterations} here`);
  }
  assertTrainingConfig(config);
  assertStart(framework, starts[0]);
  assertStart(framework, starts[1], VERSUS);
}
