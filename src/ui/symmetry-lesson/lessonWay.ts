import { html, nothing } from "lit";
import type { SymmetryConfig } from "../../experiments/training/trainingConfig.ts";
import { holds } from "../symmetry-presets/holds.ts";
import { type LessonRun, type ShownFrame, type StepWork, isThere, legOf } from "./lessonRun.ts";
import type { Leg, LessonStep } from "./lessonStep.ts";

/** What the page holds and shows, and what a person may ask of it. */
interface Page {
  /** What the knobs hold. */
  readonly config: SymmetryConfig;
  readonly shown: ShownFrame | null;
  /** Whether the runs are on their way. */
  readonly running: boolean;
  run(step: LessonStep): void;
  runOn(leg: Leg): void;
}

/** The button that runs a step, or how far its runs have come. */
export function lessonWay(step: LessonStep, { guess, run }: StepWork, page: Page): unknown {
  const leg = legOf(step, run);
  if (leg !== null) return progress(leg, page);
  const last = step.legs.at(-1)!;
  if (run.kind === "done" && holds(page.config, last.change) && isThere(last, page.shown)) return nothing;
  const again = run.kind !== "rest";
  const text = movedText(run);
  return html`${text === "" ? nothing : html`<p class="muted">${text}</p>`}
    <div>
      <button type="button" class=${again ? "" : "primary"} ?disabled=${guess === ""} @click=${() => page.run(step)}>
        ${again ? "Run it again" : "Run it"}
      </button>
    </div>`;
}

function progress(leg: Leg, { shown, running, runOn }: Page): unknown {
  const { iteration, change } = leg;
  const isOn = shown !== null && holds(shown.config, change);
  const made = isOn ? Math.min(shown.frame.iteration, iteration) : 0;
  const text =
    iteration === 0 ? "Drawing …" : `${made.toLocaleString("en")} of ${iteration.toLocaleString("en")} updates`;
  return html`<p class="progress">
    <progress aria-label="Updates" max=${Math.max(1, iteration)} .value=${made}></progress>
    <span>${text}</span>
    ${running ? nothing : html`<button type="button" @click=${() => runOn(leg)}>Run on</button>`}
  </p>`;
}

/** Why a step that was run, or was on its way, may be run again; "" where nothing needs to be said. */
function movedText({ kind }: LessonRun): string {
  if (kind === "moved") {
    return "The knobs were moved before the runs had come to their end, so there is nothing to compare yet.";
  }
  return kind === "done" ? "The page has moved on by now; what was measured stays below." : "";
}
