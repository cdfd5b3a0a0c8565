import { html, nothing } from "lit";
import { THREAD } from "../symmetry-presets/presets.ts";
import { gradientFormula } from "../symmetry-why/gradientFormula.ts";
import { lessonOutcome } from "./lessonOutcome.ts";
import type { LessonRun } from "./lessonRun.ts";
import type { LessonStep } from "./lessonStep.ts";
import { weightsLink } from "./weightsLink.ts";

/** The comparison of a guess with what was measured, and the reason; nothing before there is any. */
export function lessonResult(step: LessonStep, guess: string, run: LessonRun): unknown {
  if (run.kind === "broken") return html`<p class="compared">${run.text}</p>`;
  if (run.kind !== "done") return nothing;
  const { compared, figures, because } = lessonOutcome(step, guess, run.measured);
  return html`<p class="compared">${compared}</p>
    <p>${figures}</p>
    ${
      because === ""
        ? nothing
        : html`<p>${because}</p>
            ${beyond(step)}`
    }`;
}

/** What stands below a reason. */
function beyond({ id }: LessonStep): unknown {
  if (id === "zeros") return gradientFormula();
  if (id !== "data") return nothing;
  return html`<p><a href=${weightsLink(THREAD)}>See how each of them was drawn, in the Weights lab</a></p>`;
}
