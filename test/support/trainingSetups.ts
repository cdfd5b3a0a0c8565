import type { NonlinearityId } from "../../src/model/nonlinearity.ts";
import {
  type LayerParameters,
  type LossId,
  type MiniBatches,
  OPTIMIZER_DEFAULTS,
  type OptimizerId,
  type TrainingData,
  type TrainingSetup,
} from "../../src/model/training.ts";
import { NumpyLegacy } from "../../src/random/numpyLegacy.ts";
import { normals } from "./randomNetwork.ts";

/** Random inputs; each example's class is the sector of the plane that its first two features lie in. */
export function sectorData(sizes: readonly number[], examples: number, seed = 1): TrainingData {
  const outputs = sizes.at(-1)!;
  const inputs = Float32Array.from(normals(seed, sizes[0]! * examples));
  const classes = Math.max(2, outputs);
  const targets = Float32Array.from({ length: outputs * examples }, (_, at) => {
    const example = at % examples;
    const angle = Math.atan2(inputs[example + examples] ?? 0.5, inputs[example]! - 0.3) / (2 * Math.PI) + 0.5;
    const own = Math.min(classes - 1, Math.floor(angle * classes));
    return outputs === 1 ? own : Number(own === Math.floor(at / examples));
  });
  return { examples, inputs, targets };
}

/** Normal weights of variance 1 / fanIn, and biases of standard deviation 0.1, as float32 holds them. */
export function randomStart(sizes: readonly number[], seed = 1): LayerParameters[] {
  return sizes.slice(1).map((fanOut, index) => {
    const fanIn = sizes[index]!;
    return {
      weight: Float32Array.from(normals(seed + 2 * index, fanOut * fanIn).map((value) => value / Math.sqrt(fanIn))),
      bias: Float32Array.from(normals(seed + 2 * index + 1, fanOut).map((value) => value / 10)),
    };
  });
}

/** Every weight of one value, every bias of one. */
export function constantStart(sizes: readonly number[], weight: number, bias = 0): LayerParameters[] {
  return sizes.slice(1).map((fanOut, index) => ({
    weight: new Float32Array(fanOut * sizes[index]!).fill(weight),
    bias: new Float32Array(fanOut).fill(bias),
  }));
}

/** Batches of a seeded order, of which every epoch has its own. */
export function shuffledBatches(examples: number, size: number, seed = 1): MiniBatches {
  return {
    size,
    order(epoch) {
      const random = new NumpyLegacy(seed + epoch);
      const keys = Array.from({ length: examples }, () => random.random());
      return Uint32Array.from(keys.keys()).toSorted((a, b) => keys[a]! - keys[b]!);
    },
  };
}

export interface SetupWishes {
  readonly sizes?: readonly number[];
  readonly activation?: NonlinearityId;
  readonly outputActivation?: NonlinearityId;
  readonly loss?: LossId;
  readonly optimizer?: OptimizerId;
  readonly learningRate?: number;
  readonly examples?: number;
  readonly batchSize?: number | null;
  readonly start?: readonly LayerParameters[];
}

/** A training from a random start, of the thread's network where nothing else is wished for. */
export function trainingSetup(wishes: SetupWishes = {}): TrainingSetup {
  const { sizes = [2, 3, 1], examples = 50, batchSize = null } = wishes;
  const { activation = "sigmoid", outputActivation = "sigmoid", loss = "binary_crossentropy" } = wishes;
  return {
    network: { sizes, activation, outputActivation },
    loss,
    optimizer: { ...OPTIMIZER_DEFAULTS, id: wishes.optimizer ?? "sgd", learningRate: wishes.learningRate ?? 0.25 },
    data: sectorData(sizes, examples),
    batches: batchSize === null ? null : shuffledBatches(examples, batchSize),
    start: wishes.start ?? randomStart(sizes),
  };
}
