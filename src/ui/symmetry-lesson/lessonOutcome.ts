import type { TrainingFrame } from "../../experiments/training/trainingLab.ts";
import type { StepWork } from "./lessonRun.ts";
import type { LessonStep } from "./lessonStep.ts";

/** A guess beside what was measured. */
export interface LessonOutcome {
  /** The measured choice; null where a run broke off, so that nothing can be compared. */
  readonly answer: string | null;
  /** Whether the guess came true. */
  readonly right: boolean;
  /** The comparison in words. */
  readonly compared: string;
  readonly figures: string;
  /** Why it is so; "" where what was measured is not what the step explains. */
  readonly because: string;
}

/** Compares a guess, a choice's id, with one frame a leg. */
export function lessonOutcome(step: LessonStep, guess: string, frames: readonly TrainingFrame[]): LessonOutcome {
  const broken = brokenText(frames);
  if (broken !== "") return { answer: null, right: false, compared: broken, figures: "", because: "" };
  const { answer, figures } = step.measure(frames);
  const right = guess === answer;
  const isExplained = answer === step.explained;
  return {
    answer,
    right,
    compared: right ? "As you said." : `You said “${textOf(step, guess)}”; it was “${textOf(step, answer)}”.`,
    figures,
    because: isExplained ? step.because : "",
  };
}

/** How many steps were run to their end, and how many of their guesses came true; "" before there is one. */
export function lessonTally(steps: readonly LessonStep[], work: readonly StepWork[]): string {
  const outcomes = work.flatMap(({ guess, run }, index) =>
    run.kind === "done" ? [lessonOutcome(steps[index]!, guess, run.frames)] : [],
  );
  if (outcomes.length === 0) return "";
  const right = outcomes.filter((outcome) => outcome.right).length;
  return `So far you ran ${outcomes.length} of them, and ${right} came out as you said.`;
}

function textOf({ choices }: LessonStep, id: string): string {
  return choices.find((choice) => choice.id === id)!.text;
}

/** What a person should know of a run that broke off; "" where none did. */
function brokenText(frames: readonly TrainingFrame[]): string {
  for (const { runs } of frames) {
    const side = runs.findIndex(({ brokenAt }) => brokenAt !== null);
    if (side < 0) continue;
    const name = side === 0 ? "left" : "right";
    return `The run on the ${name} broke off at update ${runs[side]!.brokenAt}, so there is nothing to compare. Run the step again.`;
  }
  return "";
}
