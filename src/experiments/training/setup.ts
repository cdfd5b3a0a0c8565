import {
  type LayerParameters,
  type MiniBatches,
  OPTIMIZER_DEFAULTS,
  type TrainingSetup,
} from "../../model/training.ts";
import { NumpyLegacy } from "../../random/numpyLegacy.ts";
import { type DataSet, trainingData } from "./data/dataSet.ts";
import type { TrainingConfig } from "./trainingConfig.ts";

/** All that decides a training of the configuration's network, from these parameters, on these data. */
export function trainingSetup(
  config: TrainingConfig,
  dataSet: DataSet,
  start: readonly LayerParameters[],
): TrainingSetup {
  const { layers, activation, outputActivation, loss, optimizer, learningRate, momentum, batchSize, seed } = config;
  return {
    network: {
      sizes: layers,
      activation,
      outputActivation: outputActivation === "softmax" ? "identity" : outputActivation,
    },
    loss,
    optimizer: { ...OPTIMIZER_DEFAULTS, id: optimizer, learningRate, momentum },
    data: trainingData(dataSet, loss, layers.at(-1)!),
    batches: batchSize === null ? null : miniBatches(batchSize, dataSet.examples, seed),
    start,
  };
}

/** The order of epoch e is np.random.RandomState([seed, e]).permutation(examples). */
export function miniBatches(size: number, examples: number, seed: number): MiniBatches {
  return {
    size,
    order: (epoch) => new NumpyLegacy(Uint32Array.of(seed, epoch)).permutation(examples),
  };
}
