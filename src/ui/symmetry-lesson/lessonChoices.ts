import { html, nothing } from "lit";
import type { LessonRun } from "./lessonRun.ts";
import type { Choice, LessonStep } from "./lessonStep.ts";

/** What a person may guess; once it is measured, what was guessed and what it was. */
export function lessonChoices(step: LessonStep, guess: string, run: LessonRun, onGuess: (id: string) => void): unknown {
  const answer = run.kind === "done" ? run.measured.answer : null;
  const isFree = run.kind !== "running" && run.kind !== "done";
  const choice = ({ id, text }: Choice): unknown =>
    html`<label class=${id === answer ? "measured" : ""}>
      <input type="radio" name="guess" value=${id} .checked=${id === guess} @change=${() => onGuess(id)} />
      <span>${text}${answer === null ? nothing : markOf(id === guess, id === answer)}</span>
    </label>`;
  return html`<fieldset ?disabled=${!isFree}>
    <legend>What do you expect?</legend>
    ${step.choices.map(choice)}
  </fieldset>`;
}

/** What became of a choice. */
function markOf(isGuess: boolean, isMeasured: boolean): unknown {
  const marks = [...(isGuess ? ["your guess"] : []), ...(isMeasured ? ["measured"] : [])];
  return marks.length === 0 ? nothing : html` <b>– ${marks.join(", ")}</b>`;
}
