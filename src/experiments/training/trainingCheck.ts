import type { RunOptions } from "../../model/engine.ts";
import type { Trainers, TrainingSetup } from "../../model/training.ts";
import { collapsedLosses } from "../../theory/collapsedTraining.ts";
import { LossBounds, lossError, shakenOptimizer } from "./lossBounds.ts";
import { trainingCourse } from "./trainingCourse.ts";
import type { RunCheck } from "./trainingLab.ts";

/** The float64 reference, still and shaken as float32 rounds, each seed in its own way. */
export interface References {
  readonly reference: Trainers;
  shaken(seed: number): Trainers;
}

/** Shaken trainings, one after the other until the error is explained. */
const SHAKEN_RUNS = 4;
/** Share of the work that the reference takes, beside shaken runs of about three times its cost. */
const REFERENCE_SHARE = 1 / (1 + 3 * SHAKEN_RUNS);

interface CheckOptions extends RunOptions {
  /** Updates asked of the engine, which may have broken before; else those that its losses tell of. */
  readonly updates?: number | undefined;
}

/**
 * Compares an engine's losses after 0, 1, … updates with the reference's, and, where units are equal at the start, has the
 * theory's losses of one unit a layer too. Where there are no losses yet, nothing is wrong.
 */
export async function checkTraining(
  references: References,
  setup: TrainingSetup,
  engineLosses: ArrayLike<number>,
  { signal, onProgress, updates = Math.max(0, engineLosses.length - 1) }: CheckOptions = {},
): Promise<RunCheck> {
  const part = (done: number, share: number): RunOptions => ({
    signal,
    onProgress: (fraction) => onProgress?.(done + share * fraction),
  });
  const { losses } = await trainingCourse(references.reference, setup, updates, part(0, REFERENCE_SHARE));
  const collapsed = await collapsedLosses(setup, updates, { signal });
  const bounds = new LossBounds(losses, setup);
  let verdict = judge(engineLosses, losses, bounds);
  for (let seed = 0; seed < SHAKEN_RUNS; seed += 1) {
    const shaken = { ...setup, optimizer: shakenOptimizer(setup.optimizer, seed) };
    const share = (1 - REFERENCE_SHARE) / SHAKEN_RUNS;
    const options = part(REFERENCE_SHARE + seed * share, share);
    bounds.widen((await trainingCourse(references.shaken(seed), shaken, updates, options)).losses);
    verdict = judge(engineLosses, losses, bounds);
    if (verdict.passed) break;
  }
  return { losses, collapsed, ...verdict };
}

/**
 * Whether every loss keeps to its bound, and the largest error with its bound; where one does not keep to it, the one that
 * passes its bound the most. The error is Infinity where one of the two breaks, and the other not about then.
 */
function judge(
  ours: ArrayLike<number>,
  theirs: Float64Array,
  bounds: LossBounds,
): Pick<RunCheck, "worst" | "bound" | "passed"> {
  const common = Math.min(ours.length, theirs.length);
  if (ours.length - common > bounds.updatesOff || theirs.length - common > bounds.updatesOff) {
    return { worst: Infinity, bound: bounds.at(Math.max(0, common - 1)), passed: false };
  }
  if (common === 0) return { worst: 0, bound: bounds.at(0), passed: true };
  const entries = Array.from({ length: common }, (_, index) => ({
    worst: lossError(ours[index]!, theirs[index]!),
    bound: bounds.at(index),
  }));
  const passed = entries.every(({ worst, bound }) => worst <= bound);
  const weight = ({ worst, bound }: (typeof entries)[number]): number => (passed ? worst : worst / bound);
  const largest = entries.reduce((one, other) => (weight(other) > weight(one) ? other : one));
  return { ...largest, passed };
}
