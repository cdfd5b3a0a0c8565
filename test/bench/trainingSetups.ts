import { makeData } from "../../src/experiments/training/data/makeData.ts";
import { trainingSetup } from "../../src/experiments/training/setup.ts";
import { drawStart } from "../../src/experiments/training/start.ts";
import {
  DEFAULT_START,
  DEFAULT_TRAINING_CONFIG,
  type TrainingConfig,
} from "../../src/experiments/training/trainingConfig.ts";
import type { TrainingSetup } from "../../src/model/training.ts";

/** A training of the thread's network on 200 examples by plain gradient descent, or of what differs from it. */
export async function benchSetup(change: Partial<TrainingConfig> = {}): Promise<TrainingSetup> {
  const config = { ...DEFAULT_TRAINING_CONFIG, ...change };
  const { data, samples, noise, seed, layers } = config;
  const made = makeData(data, { samples, noise, seed, classes: layers.at(-1)! });
  return trainingSetup(config, made, await drawStart(config, DEFAULT_START));
}
