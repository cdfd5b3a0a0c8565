import { CpuTrainers } from "../../src/cpu/training/cpuTrainers.ts";
import { accuracyOf } from "../../src/experiments/training/accuracy.ts";
import type { MadeData } from "../../src/experiments/training/data/dataSet.ts";
import { makeData } from "../../src/experiments/training/data/makeData.ts";
import { networkSymmetry } from "../../src/experiments/training/layerSymmetry.ts";
import { trainingSetup } from "../../src/experiments/training/setup.ts";
import { drawStart } from "../../src/experiments/training/start.ts";
import type { Start, SymmetryConfig } from "../../src/experiments/training/trainingConfig.ts";
import type { RunFrame, TrainingFrame } from "../../src/experiments/training/trainingLab.ts";
import type { TrainingRun } from "../../src/model/training.ts";

const TRAINERS = new CpuTrainers();

/** What the Symmetry lab shows of a configuration after so many updates, trained in float64. */
export async function symmetryFrame(config: SymmetryConfig, updates = config.iterations): Promise<TrainingFrame> {
  const [one, other] = config.starts;
  const runs = [await runFrame(config, one, updates), await runFrame(config, other, updates)] as const;
  return { engine: TRAINERS.info, iteration: updates, runs, milliseconds: 0 };
}

/** The examples that a configuration trains on. */
export function dataOf({ data, samples, noise, seed, layers }: SymmetryConfig): MadeData {
  return makeData(data, { samples, noise, seed, classes: layers.at(-1)! });
}

/** A configuration's network in float64, at one start; it holds nothing that must be freed. */
export async function startedRun(config: SymmetryConfig, start: Start): Promise<TrainingRun> {
  return TRAINERS.start(trainingSetup(config, dataOf(config), await drawStart(config, start)));
}

async function runFrame(config: SymmetryConfig, start: Start, updates: number): Promise<RunFrame> {
  const run = await startedRun(config, start);
  const before = await run.advance(updates);
  const { iteration, loss, parameters, logits } = await run.state();
  return {
    iteration,
    from: 0,
    losses: Float64Array.of(...before, loss),
    parameters,
    symmetry: networkSymmetry(config.layers, parameters, { ranks: true }),
    accuracy: accuracyOf(logits, dataOf(config).classes, run.setup.network, config.loss),
    brokenAt: run.brokenAt,
    paintedOn: null,
  };
}
