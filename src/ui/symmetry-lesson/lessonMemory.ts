import { REST, type StepWork } from "./lessonRun.ts";
import type { LessonStep, Measured } from "./lessonStep.ts";
import { LESSON_STEPS } from "./lessonSteps.ts";

/** What a tab keeps of the lesson while other pages are looked at. */
export interface LessonMemory {
  /** Where it was left, from 1. */
  readonly left: number;
  /** One entry a step. */
  readonly work: readonly StepWork[];
}

/** A step as it is kept: what is under way is not. */
interface KeptStep {
  readonly guess: string;
  readonly measured: Measured | null;
}

const KEY = "initscope-symmetry-lesson";
const UNTOUCHED: StepWork = { guess: "", run: REST };
export const NOTHING_DONE: LessonMemory = { left: 1, work: LESSON_STEPS.map(() => UNTOUCHED) };

/** What this tab has kept. */
export function storedLesson(): LessonMemory {
  try {
    return readLesson(sessionStorage.getItem(KEY) ?? "");
  } catch {
    // Storage may be switched off: the lesson then begins anew.
    return NOTHING_DONE;
  }
}

/** Keeps it until the tab is closed. */
export function storeLesson(memory: LessonMemory): void {
  try {
    sessionStorage.setItem(KEY, lessonText(memory));
  } catch {
    // It then holds while the lab is on show.
  }
}

export function lessonText({ left, work }: LessonMemory): string {
  const kept = work.map(({ guess, run }, index): [string, KeptStep] => [
    LESSON_STEPS[index]!.id,
    { guess, measured: run.kind === "done" ? run.measured : null },
  ]);
  return JSON.stringify({ left, steps: Object.fromEntries(kept) });
}

/** Reads what was kept, perhaps of another version of the lesson: what is not understood of it is as if never done. */
export function readLesson(text: string): LessonMemory {
  const kept = parsed(text);
  const left = LESSON_STEPS.findIndex((_, index) => index + 1 === kept["left"]) + 1;
  const steps = recordOf(kept["steps"]);
  return { left: Math.max(1, left), work: LESSON_STEPS.map((step) => workOf(step, recordOf(steps[step.id]))) };
}

function workOf({ choices }: LessonStep, kept: Readonly<Record<string, unknown>>): StepWork {
  const isChoice = (id: unknown): id is string => choices.some((choice) => choice.id === id);
  const { guess } = kept;
  if (!isChoice(guess)) return UNTOUCHED;
  const { answer, figures } = recordOf(kept["measured"]);
  if (!isChoice(answer) || typeof figures !== "string") return { guess, run: REST };
  return { guess, run: { kind: "done", measured: { answer, figures } } };
}

function parsed(text: string): Readonly<Record<string, unknown>> {
  try {
    return recordOf(JSON.parse(text));
  } catch {
    return {};
  }
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}
