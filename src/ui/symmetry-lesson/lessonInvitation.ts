import { html } from "lit";
import type { LessonMemory } from "./lessonMemory.ts";
import { lessonTally } from "./lessonOutcome.ts";
import { LESSON_STEPS } from "./lessonSteps.ts";

/** What a person may ask of the lesson while it is closed. */
interface Door {
  go(step: number): void;
  /** From the first question, as if none had been asked. */
  again(): void;
}

/** The closed lesson: what it asks, how far a person has come, and the way in. */
export function lessonInvitation({ left, work }: LessonMemory, { go, again }: Door): unknown {
  const begun = work.some(({ guess }) => guess !== "");
  const isThrough = work.every(({ run }) => run.kind === "done");
  return html`<h2 tabindex="-1">Predict, then run</h2>
    <p>
      Where do the first numbers come from, why are they random, and what if they are not? ${LESSON_STEPS.length}
      questions: say what you expect, let the networks train, and compare. ${lessonTally(LESSON_STEPS, work)}
    </p>
    <div>
      <button type="button" class="primary" @click=${() => (isThrough ? again() : go(left))}>
        ${isThrough ? "Ask me again" : begun ? `Go on with question ${left}` : "Begin"}
      </button>
    </div>`;
}
