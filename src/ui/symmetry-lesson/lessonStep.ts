import type { SymmetryConfig } from "../../experiments/training/trainingConfig.ts";
import type { TrainingFrame } from "../../experiments/training/trainingLab.ts";

/** A run that a step asks for: a configuration, and how many updates. Steps keep the frame that it ends with. */
export interface Leg {
  readonly change: Partial<SymmetryConfig>;
  readonly iteration: number;
}

/** What the frames of a step's legs say. */
export interface Measured {
  /** Id of the choice that came true. */
  readonly answer: string;
  /** The numbers behind it. */
  readonly figures: string;
}

/** One question: guessed, run, compared. */
export interface LessonStep {
  readonly id: string;
  readonly title: string;
  readonly question: string;
  /** What a person may guess; whatever is measured is one of them. */
  readonly choices: readonly Choice[];
  /** Run one after the other. */
  readonly legs: readonly Leg[];
  /** From one frame a leg. */
  measure(frames: readonly TrainingFrame[]): Measured;
  /** The answer that `because` explains. */
  readonly explained: string;
  readonly because: string;
}

export interface Choice {
  readonly id: string;
  readonly text: string;
}
