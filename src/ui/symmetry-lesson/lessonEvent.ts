/** The lesson opens at a step, goes to another, or is left (0). */
export class SymmetryLessonEvent extends Event {
  static readonly type = "symmetry-lesson";
  constructor(
    /** From 1; 0 where the lesson is closed. */
    readonly step: number,
  ) {
    super(SymmetryLessonEvent.type, { bubbles: true, composed: true });
  }
}

declare global {
  interface HTMLElementEventMap {
    "symmetry-lesson": SymmetryLessonEvent;
  }
}
