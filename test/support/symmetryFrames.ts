import { CpuTrainers } from "../../src/cpu/training/cpuTrainers.ts";
import { accuracyOf } from "../../src/experiments/training/accuracy.ts";
import type { MadeData } from "../../src/experiments/training/data/dataSet.ts";
import { makeData } from "../../src/experiments/training/data/makeData.ts";
import { networkSymmetry } from "../../src/experiments/training/layerSymmetry.ts";
import { trainingSetup } from "../../src/experiments/training/setup.ts";
import { drawStart } from "../../src/experiments/training/start.ts";
import type { Start, SymmetryConfig } from "../../src/experiments/training/trainingConfig.ts";
import { trainingCourse } from "../../src/experiments/training/trainingCourse.ts";
import type { RunFrame, TrainingFrame } from "../../src/experiments/training/trainingLab.ts";

/** What the Symmetry lab shows of a configuration after so many updates, trained in float64. */
export async function symmetryFrame(config: SymmetryConfig, iteration = config.iterations): Promise<TrainingFrame> {
  const trainers = new CpuTrainers();
  const data = dataOf(config);
  const [one, other] = config.starts;
  const runs = [
    await runFrame(trainers, config, data, one, iteration),
    await runFrame(trainers, config, data, other, iteration),
  ] as const;
  return { engine: trainers.info, iteration, runs, milliseconds: 0 };
}

/** The examples that a configuration trains on. */
export function dataOf({ data, samples, noise, seed, layers }: SymmetryConfig): MadeData {
  return makeData(data, { samples, noise, seed, classes: layers.at(-1)! });
}

async function runFrame(
  trainers: CpuTrainers,
  config: SymmetryConfig,
  data: MadeData,
  start: Start,
  updates: number,
): Promise<RunFrame> {
  const setup = trainingSetup(config, data, await drawStart(config, start));
  const { losses, state, brokenAt } = await trainingCourse(trainers, setup, updates);
  const { iteration, parameters, logits } = state;
  return {
    iteration,
    from: 0,
    losses,
    parameters,
    symmetry: networkSymmetry(config.layers, parameters, { ranks: true }),
    accuracy: accuracyOf(logits, data.classes, setup.network, setup.loss),
    brokenAt,
    paintedOn: null,
  };
}
