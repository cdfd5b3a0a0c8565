import type { SymmetryConfig } from "../../experiments/training/trainingConfig.ts";

/** The lesson opens at a step, goes to another, or is left (0). */
export class SymmetryLessonEvent extends Event {
  static readonly type = "symmetry-lesson";
  constructor(
    /** From 1; 0 where the lesson is closed. */
    readonly step: number,
    /** Where the runs are to stand; nothing where they stay. */
    readonly change: Partial<SymmetryConfig>,
    /** True where a person has gone there, so that the browser's back button leads back; false where an address has. */
    readonly gone: boolean,
  ) {
    super(SymmetryLessonEvent.type, { bubbles: true, composed: true });
  }
}

/** The question on show becomes open, so that nothing may tell its answer, or is open no more. */
export class SymmetryQuestionEvent extends Event {
  static readonly type = "symmetry-question";
  constructor(readonly open: boolean) {
    super(SymmetryQuestionEvent.type, { bubbles: true, composed: true });
  }
}

declare global {
  interface HTMLElementEventMap {
    "symmetry-lesson": SymmetryLessonEvent;
    "symmetry-question": SymmetryQuestionEvent;
  }
}
