import { CpuTrainers } from "../../src/cpu/training/cpuTrainers.ts";
import { float32Rounding } from "../../src/cpu/training/float32Rounding.ts";
import { LossBounds, SHAKEN_FACTOR, shakenOptimizer } from "../../src/experiments/training/lossBounds.ts";
import { type TrainingCourse, trainingCourse } from "../../src/experiments/training/trainingCourse.ts";
import type { LayerParameters, TrainingSetup } from "../../src/model/training.ts";

const SEEDS = [0, 1, 2, 3];

/** The float64 training, and how far one in float32 may lie from it: see LossBounds. */
export interface ShakenTraining {
  readonly reference: TrainingCourse;
  readonly losses: LossBounds;
  /** |parameter - reference| for each layer's weights and biases: the most of any that the layer has. */
  readonly parameters: readonly { readonly weight: number; readonly bias: number }[];
  /** |logit - reference|. */
  readonly logits: number;
}

/** Trains in float64, and a few times shaken as float32 rounds. Parameters are bounded as they stand after all updates. */
export async function shakenTraining(setup: TrainingSetup, updates: number): Promise<ShakenTraining> {
  const reference = await trainingCourse(new CpuTrainers(), setup, updates);
  const losses = new LossBounds(reference.losses, setup);
  const states: TrainingCourse["state"][] = [];
  for (const seed of SEEDS) {
    const shaken = { ...setup, optimizer: shakenOptimizer(setup.optimizer, seed) };
    const course = await trainingCourse(new CpuTrainers(float32Rounding(seed)), shaken, updates);
    losses.widen(course.losses);
    states.push(course.state);
  }
  const bound = (of: (state: TrainingCourse["state"]) => ArrayLike<number>): number => {
    const still = Array.from(of(reference.state));
    // Float32 stores the result itself, one rounding from what was computed.
    const stored = still.reduce((most, value) => Math.max(most, Math.abs(value)), 0) * 2 ** -24;
    return SHAKEN_FACTOR * Math.max(...states.map((state) => largestDifference(of(state), still))) + stored;
  };
  const layer = (index: number, kind: keyof LayerParameters): number =>
    bound((state) => state.parameters[index]![kind]);
  return {
    reference,
    losses,
    parameters: setup.start.map((_, index) => ({ weight: layer(index, "weight"), bias: layer(index, "bias") })),
    logits: bound(({ logits }) => logits),
  };
}

/** max |a - b|; NaN where one of them is. */
export function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  return Array.from(a).reduce((most, value, index) => Math.max(most, Math.abs(value - b[index]!)), 0);
}
