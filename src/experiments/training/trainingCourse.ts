import type { RunOptions } from "../../model/engine.ts";
import type { Trainers, TrainingSetup, TrainingState } from "../../model/training.ts";

/** A training from its start to its last state. */
export interface TrainingCourse {
  /** The loss after 0 … state.iteration updates. */
  readonly losses: Float64Array;
  readonly state: TrainingState;
  /** As in TrainingRun. */
  readonly brokenAt: number | null;
}

/** Trains for so many updates, fewer where it breaks, and frees the run. */
export async function trainingCourse(
  trainers: Trainers,
  setup: TrainingSetup,
  updates: number,
  options: RunOptions = {},
): Promise<TrainingCourse> {
  const run = await trainers.start(setup);
  try {
    const before = await run.advance(updates, options);
    const state = await run.state();
    return { losses: withLast(before, state.loss), state, brokenAt: run.brokenAt };
  } finally {
    run.destroy();
  }
}

/** Losses and one more, as a copy: they may be too many to hand over as arguments. */
export function withLast(losses: Float64Array, last: number): Float64Array {
  const all = new Float64Array(losses.length + 1);
  all.set(losses);
  all[losses.length] = last;
  return all;
}
