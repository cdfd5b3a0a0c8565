import { median, medianRatio } from "../../src/bench/median.ts";
import type { Trainers, TrainingSetup } from "../../src/model/training.ts";
import { openTfjsTraining } from "./tfjsTraining.ts";
import { benchSetup } from "./trainingSetups.ts";

/** Updates of the race. */
const UPDATES = 10_000;
/** After so many updates all must have the same loss, that far. */
const CHECKED_UPDATES = 50;
const MOST_APART = 1e-4;

/** Makes updates from the start; the loss after them. */
interface Contestant {
  readonly name: string;
  /** Updates that are timed: all of the race, or fewer, and then the time is scaled. */
  readonly updates: number;
  run(updates: number): Promise<number>;
  close(): void;
}

/** What the race found. Times are of all its updates, in milliseconds; a ratio is another's time over the GPU's. */
export interface TrainingRace {
  readonly updates: number;
  readonly rounds: number;
  readonly rows: readonly {
    readonly name: string;
    readonly timedUpdates: number;
    readonly medianMs: number;
    readonly lowestMs: number;
    readonly highestMs: number;
    readonly ratio: number;
  }[];
}

/** Ours take turns with TensorFlow.js's WebGPU backend, `peerUpdates` of its updates at a time. Throws where losses differ. */
export async function raceTraining(
  gpu: GPU,
  ours: Trainers,
  float64: Trainers,
  { peerUpdates, rounds }: { readonly peerUpdates: number; readonly rounds: number },
): Promise<TrainingRace> {
  const setup = await benchSetup();
  const contestants = [
    await ownContestant("WebGPU", ours, setup),
    await peerContestant(gpu, setup, peerUpdates),
    await ownContestant("float64", float64, setup),
  ];
  try {
    await assertSameLoss(contestants);
    const times = contestants.map((): number[] => []);
    for (let round = 0; round <= rounds; round += 1) {
      for (const [index, { run, updates }] of contestants.entries()) {
        const start = performance.now();
        await run(updates);
        // The first round warms up.
        if (round > 0) times[index]!.push(((performance.now() - start) * UPDATES) / updates);
      }
    }
    const rows = contestants.map(({ name, updates }, index) => ({
      name,
      timedUpdates: updates,
      medianMs: median(times[index]!),
      lowestMs: Math.min(...times[index]!),
      highestMs: Math.max(...times[index]!),
      ratio: medianRatio(times[index]!, times[0]!),
    }));
    return { updates: UPDATES, rounds, rows };
  } finally {
    for (const { close } of contestants) close();
  }
}

async function ownContestant(name: string, trainers: Trainers, setup: TrainingSetup): Promise<Contestant> {
  const run = await trainers.start(setup);
  return {
    name,
    updates: UPDATES,
    async run(updates) {
      run.restart();
      await run.advance(updates);
      return (await run.state()).loss;
    },
    close: () => run.destroy(),
  };
}

async function peerContestant(gpu: GPU, setup: TrainingSetup, updates: number): Promise<Contestant> {
  const { version, run, close } = await openTfjsTraining(gpu, setup);
  return { name: version, updates, run, close };
}

/** Work that is not the same has no speed. */
async function assertSameLoss(contestants: readonly Contestant[]): Promise<void> {
  const losses: number[] = [];
  for (const { run } of contestants) losses.push(await run(CHECKED_UPDATES));
  contestants.forEach(({ name }, index) => {
    if (!(Math.abs(losses[index]! - losses[0]!) <= MOST_APART)) {
      throw new Error(`After ${CHECKED_UPDATES} updates ${name} has a loss of ${losses[index]}, ours is ${losses[0]}.`);
    }
  });
}
