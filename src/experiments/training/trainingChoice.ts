import type { LossId } from "../../model/training.ts";
import { optionsOf } from "../initializers/initializerSupport.ts";
import type { Start, SymmetryConfig, TrainingConfig } from "./trainingConfig.ts";

/**
 * The configuration with a change and what follows from it: a loss brings its last nonlinearity and its number of
 * outputs, a last nonlinearity or a number of outputs brings its loss, a framework drops what it lacks. What people said
 * last holds.
 */
export function withChoice(config: SymmetryConfig, change: Partial<SymmetryConfig>): SymmetryConfig {
  const next = { ...config, ...change };
  const output = fittedOutput(next, lossAfter(next, change));
  const [left, right] = next.starts;
  return {
    ...next,
    ...output,
    batchSize: next.batchSize !== null && next.batchSize > next.samples ? null : next.batchSize,
    starts: [fittedStart(next, left), fittedStart(next, right)],
  };
}

/** The loss that goes with what was said last. */
function lossAfter({ loss, layers }: TrainingConfig, change: Partial<TrainingConfig>): LossId {
  if (change.loss !== undefined) return change.loss;
  const { outputActivation } = change;
  if (outputActivation === "softmax") return "categorical_crossentropy";
  if (outputActivation !== undefined && outputActivation !== "identity") {
    if (loss === "mean_squared_error") return loss;
    return outputActivation === "sigmoid" ? "binary_crossentropy" : "mean_squared_error";
  }
  if (change.layers === undefined) return loss;
  if (layers.at(-1)! > 1) return "categorical_crossentropy";
  return loss === "categorical_crossentropy" ? "binary_crossentropy" : loss;
}

function fittedOutput(
  { layers, outputActivation }: TrainingConfig,
  loss: LossId,
): Pick<TrainingConfig, "layers" | "loss" | "outputActivation"> {
  const ending = (outputs: number): readonly number[] =>
    layers.at(-1) === outputs ? layers : [...layers.slice(0, -1), outputs];
  if (loss === "categorical_crossentropy") {
    const own = outputActivation === "identity" ? outputActivation : "softmax";
    return { loss, layers: ending(Math.max(2, layers.at(-1)!)), outputActivation: own };
  }
  const isFitting =
    outputActivation !== "softmax" &&
    (loss === "mean_squared_error" || outputActivation === "sigmoid" || outputActivation === "identity");
  return { loss, layers: ending(1), outputActivation: isFitting ? outputActivation : "sigmoid" };
}

/** The start without what the framework does not take; its default where it lacks the initializer. */
function fittedStart({ framework }: TrainingConfig, start: Start): Start {
  const options = optionsOf(framework, start.initializer);
  if (options === null) return { ...start, initializer: "default", value: undefined, stddev: undefined };
  const { initializer, value, stddev, epsilon, biasStddev } = start;
  return {
    initializer,
    value: options.includes("value") ? value : undefined,
    stddev: options.includes("stddev") ? stddev : undefined,
    epsilon,
    biasStddev,
  };
}
