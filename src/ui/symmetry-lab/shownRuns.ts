import { symmetryConfigEntries } from "../../experiments/training/symmetryFields.ts";
import { LAB_MOST, type SymmetryConfig } from "../../experiments/training/trainingConfig.ts";
import type { RunFrame, TrainingFrame, TrainingOpened } from "../../experiments/training/trainingLab.ts";
import type { Losses } from "../training-loss/lossText.ts";

/** Two runs as they stand, with what they came from. */
export interface ShownRuns {
  readonly config: SymmetryConfig;
  readonly opened: TrainingOpened;
  readonly frame: TrainingFrame;
  /** So far. */
  readonly losses: Losses;
}

/** Two runs as they are opened. */
export function openedRuns(config: SymmetryConfig, opened: TrainingOpened): ShownRuns {
  return withFrame({ config, opened, frame: opened.frame, losses: [[], []] }, opened.frame);
}

/** The runs with their next frame. Losses are not copied: what was shown before must not be read any more. */
export function withFrame(runs: ShownRuns, frame: TrainingFrame): ShownRuns {
  const [one, other] = runs.losses;
  return { ...runs, frame, losses: [withLosses(one, frame.runs[0]), withLosses(other, frame.runs[1])] };
}

/** Whether two configurations train the same; how far is another matter. */
export function isSameTraining(one: SymmetryConfig, other: SymmetryConfig): boolean {
  return trainingText(one) === trainingText(other);
}

/** Whether the updates that led from one frame to the next are the last that can be made: both runs have broken. */
export function isAtEnd(before: TrainingFrame, { iteration, runs }: TrainingFrame): boolean {
  return iteration === before.iteration || runs.every(({ brokenAt }) => brokenAt !== null);
}

/** Why no update can follow these, said beside their number; "" where one can. */
export function endText({ frame: { iteration, runs } }: ShownRuns): string {
  if (runs.every(({ brokenAt }) => brokenAt !== null)) return "both runs have broken off";
  return iteration >= LAB_MOST.iterations ? "the most here" : "";
}

const texts = new WeakMap<SymmetryConfig, string>();

/** Made once for a configuration: every frame asks for it. */
function trainingText(config: SymmetryConfig): string {
  const text = texts.get(config) ?? JSON.stringify(symmetryConfigEntries({ ...config, iterations: 0 }));
  texts.set(config, text);
  return text;
}

/** The last of the losses so far is the first of the frame's. */
function withLosses(losses: readonly number[], { from, losses: added }: RunFrame): readonly number[] {
  // Thousands of numbers, sixty times a second: one growing list.
  const all = losses as number[];
  all.length = Math.min(all.length, from);
  for (const loss of added) all.push(loss);
  return all;
}
