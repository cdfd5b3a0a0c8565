import type { StepWork } from "./lessonRun.ts";
import type { LessonStep, Measured } from "./lessonStep.ts";

/** A guess beside what was measured. */
interface LessonOutcome {
  /** The measured choice. */
  readonly answer: string;
  /** Whether the guess came true. */
  readonly right: boolean;
  /** The comparison in words. */
  readonly compared: string;
  readonly figures: string;
  /** Why it is so; "" where what was measured is not what the step explains. */
  readonly because: string;
}

/** Compares a guess, a choice's id, with what was measured. */
export function lessonOutcome(step: LessonStep, guess: string, { answer, figures }: Measured): LessonOutcome {
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
    run.kind === "done" ? [lessonOutcome(steps[index]!, guess, run.measured)] : [],
  );
  if (outcomes.length === 0) return "";
  const right = outcomes.filter((outcome) => outcome.right).length;
  return `So far you ran ${outcomes.length} of them, and ${right} came out as you said.`;
}

function textOf({ choices }: LessonStep, id: string): string {
  return choices.find((choice) => choice.id === id)!.text;
}
