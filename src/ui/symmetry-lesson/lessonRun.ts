import type { SymmetryConfig } from "../../experiments/training/trainingConfig.ts";
import type { TrainingFrame } from "../../experiments/training/trainingLab.ts";
import { holds } from "../symmetry-presets/holds.ts";
import { brokenText } from "./brokenText.ts";
import type { Leg, LessonStep, Measured } from "./lessonStep.ts";

/** How far a step's runs have come. */
export type LessonRun =
  | { readonly kind: "rest" }
  | {
      readonly kind: "running";
      /** Frames of the legs before this one. */
      readonly frames: readonly TrainingFrame[];
      /** Whether the configuration that the leg asked for has been seen in force. */
      readonly held: boolean;
    }
  /** The knobs were moved before the step had come to its end. */
  | { readonly kind: "moved" }
  /** A run broke off, so that nothing can be compared. */
  | { readonly kind: "broken"; readonly text: string }
  | { readonly kind: "done"; readonly measured: Measured };

/** The latest frame, and the configuration that it was computed from: not always yet the one on the knobs. */
export interface ShownFrame {
  readonly config: SymmetryConfig;
  readonly frame: TrainingFrame;
}

/** What a person did in one step. */
export interface StepWork {
  /** Id of the guessed choice; "" before there is one. */
  readonly guess: string;
  readonly run: LessonRun;
}

export const REST: LessonRun = { kind: "rest" };
export const ASKED: LessonRun = { kind: "running", frames: [], held: false };

/** Whether a step is still to be run, so that nothing on the page may tell its answer. */
export function isOpen({ kind }: LessonRun): boolean {
  return kind !== "done" && kind !== "broken";
}

/** The leg under way, or null. */
export function legOf(step: LessonStep, run: LessonRun): Leg | null {
  return run.kind === "running" ? (step.legs[run.frames.length] ?? null) : null;
}

/** The run after a look at the knobs and at what the page shows; the same object where nothing is new. */
export function followed(step: LessonStep, run: LessonRun, knobs: SymmetryConfig, shown: ShownFrame | null): LessonRun {
  const leg = legOf(step, run);
  if (run.kind !== "running" || leg === null) return run;
  // A change that was asked for takes a moment to come back; only what was in force can be moved away from.
  if (!holds(knobs, leg.change)) return run.held ? { kind: "moved" } : run;
  if (!isThere(leg, shown)) return run.held ? run : { ...run, held: true };
  const frames = [...run.frames, shown!.frame];
  return frames.length === step.legs.length ? ended(step, frames) : { kind: "running", frames, held: false };
}

/** A step's run, from one frame a leg. */
export function ended(step: LessonStep, frames: readonly TrainingFrame[]): LessonRun {
  const text = brokenText(frames);
  return text === "" ? { kind: "done", measured: step.measure(frames) } : { kind: "broken", text };
}

/** Where a step's runs are to stand when it is come to: at its end where it was run, else before its first update. */
export function arrival({ legs }: LessonStep, run: LessonRun): Leg["change"] {
  return isOpen(run) ? { ...legs[0]!.change, iterations: 0 } : legs.at(-1)!.change;
}

/** Whether the page shows the end of a leg. */
export function isThere({ change, iteration }: Leg, shown: ShownFrame | null): boolean {
  return shown !== null && shown.frame.iteration === iteration && holds(shown.config, change);
}
