import { median } from "../../src/bench/median.ts";
import type { Trainers, TrainingRun } from "../../src/model/training.ts";
import { benchSetup } from "./trainingSetups.ts";

const BATCHES = [32, 256, 1024];
const WIDTHS = [8, 64, 256];
const HIDDEN_LAYERS = 3;
/** Updates that take each about so long are timed, in milliseconds. */
const PIECE_MS = 200;

/** Milliseconds an update of all examples takes. */
export interface TrainingTableRow {
  readonly batch: number;
  readonly width: number;
  readonly gpuMs: number;
  readonly float64Ms: number;
}

/** Time an update takes by batch and width, three hidden layers, both engines in turn. */
export async function trainingTable(gpu: Trainers, float64: Trainers, rounds: number): Promise<TrainingTableRow[]> {
  const rows: TrainingTableRow[] = [];
  for (const batch of BATCHES) {
    for (const width of WIDTHS) {
      const layers = [2, ...Array<number>(HIDDEN_LAYERS).fill(width), 1];
      const setup = await benchSetup({ layers, samples: batch, activation: "tanh", learningRate: 0.01 });
      const [gpuMs, float64Ms] = await timeUpdates([await gpu.start(setup), await float64.start(setup)], rounds);
      rows.push({ batch, width, gpuMs: gpuMs!, float64Ms: float64Ms! });
    }
  }
  return rows;
}

/** Median time of one update of each run; frees them. */
async function timeUpdates(runs: readonly TrainingRun[], rounds: number): Promise<number[]> {
  try {
    const counts: number[] = [];
    for (const run of runs) {
      await timeOf(run, 1);
      counts.push(Math.max(1, Math.round(PIECE_MS / (await timeOf(run, 1)))));
    }
    const times = runs.map((): number[] => []);
    for (let round = 0; round < rounds; round += 1) {
      for (const [index, run] of runs.entries()) {
        times[index]!.push((await timeOf(run, counts[index]!)) / counts[index]!);
      }
    }
    return times.map(median);
  } finally {
    for (const run of runs) run.destroy();
  }
}

async function timeOf(run: TrainingRun, updates: number): Promise<number> {
  const start = performance.now();
  await run.advance(updates);
  return performance.now() - start;
}
