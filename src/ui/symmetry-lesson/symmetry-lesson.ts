import { LitElement, type PropertyValues, html, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import type { SymmetryConfig } from "../../experiments/training/trainingConfig.ts";
import { controlStyles } from "../controls.styles.ts";
import { formulaStyles } from "../formula.styles.ts";
import { SymmetryChangeEvent, SymmetryPlayEvent } from "../symmetry-lab/symmetryEvents.ts";
import { holds } from "../symmetry-presets/holds.ts";
import { SymmetryLessonEvent } from "./lessonEvent.ts";
import { lessonChoices } from "./lessonChoices.ts";
import { lessonTally } from "./lessonOutcome.ts";
import { lessonResult } from "./lessonResult.ts";
import { ASKED, type LessonRun, REST, type ShownFrame, type StepWork, followed, isThere, legOf } from "./lessonRun.ts";
import type { Leg, LessonStep } from "./lessonStep.ts";
import { LESSON_STEPS } from "./lessonSteps.ts";
import { symmetryLessonStyles } from "./symmetry-lesson.styles.ts";

const UNTOUCHED: StepWork = { guess: "", run: REST };

/**
 * The thread's questions in a few steps: predict, run, compare. It may be left and taken up again; what was guessed and
 * measured stays.
 *
 * @fires symmetry-lesson When it opens, goes to another step, or is left.
 * @fires symmetry-change With the configuration that a step needs.
 * @fires symmetry-play To run it as far as it needs.
 */
@customElement("symmetry-lesson")
export class SymmetryLesson extends LitElement {
  static override styles = [controlStyles, formulaStyles, symmetryLessonStyles];

  /** The step on show, from 1; 0 while the lesson is closed. */
  @property({ type: Number }) step = 0;
  /** What the knobs hold. */
  @property({ attribute: false }) config!: SymmetryConfig;
  /** What the page shows; null before there is anything. */
  @property({ attribute: false }) shown: ShownFrame | null = null;
  /** Whether the runs are on their way. */
  @property({ type: Boolean }) running = false;

  @state() private work: readonly StepWork[] = LESSON_STEPS.map(() => UNTOUCHED);
  @query("h2") private heading!: HTMLElement;
  @query('[role="status"]') private status!: HTMLElement;
  /** Where it was left. */
  #left = 1;

  get #index(): number {
    return Math.min(this.step, LESSON_STEPS.length) - 1;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (this.step <= 0) return;
    if (changed.has("step")) this.#left = this.#index + 1;
    this.#follow(LESSON_STEPS[this.#index]!, this.work[this.#index]!.run);
  }

  /** Keeps what the page has come to, and asks for the next leg where one has come to its end. */
  #follow(step: LessonStep, run: LessonRun): void {
    const next = followed(step, run, this.config, this.shown);
    if (next === run) return;
    this.#keep({ run: next });
    const leg = legOf(step, next);
    if (leg !== null && leg !== legOf(step, run)) void this.updateComplete.then(() => this.#ask(leg, false));
  }

  /** Sets the knobs as a leg needs them, and lets the runs run. */
  #ask({ change, iteration }: Leg, isStep: boolean): void {
    this.dispatchEvent(new SymmetryChangeEvent(change, isStep));
    this.dispatchEvent(new SymmetryPlayEvent({ kind: "runTo", iteration }));
  }

  async #run(step: LessonStep): Promise<void> {
    this.#keep({ run: ASKED });
    this.#ask(step.legs[0]!, true);
    // The button goes; what it leads to is told here.
    await this.updateComplete;
    this.status.focus({ preventScroll: true });
  }

  #keep(change: Partial<StepWork>): void {
    const index = this.#index;
    this.work = this.work.map((work, at) => (at === index ? { ...work, ...change } : work));
  }

  async #go(step: number): Promise<void> {
    this.step = step;
    this.dispatchEvent(new SymmetryLessonEvent(step));
    await this.updateComplete;
    this.heading.focus({ preventScroll: true });
  }

  protected override render(): unknown {
    return this.step <= 0 ? this.#invitation() : this.#task(LESSON_STEPS[this.#index]!, this.work[this.#index]!);
  }

  #invitation(): unknown {
    const begun = this.work.some(({ guess }) => guess !== "");
    const isThrough = this.work.every(({ run }) => run.kind === "done");
    return html`<h2 tabindex="-1">Predict, then run</h2>
      <p>
        Where do the first numbers come from, why are they random, and what if they are not? ${LESSON_STEPS.length}
        questions: say what you expect, let the networks train, and compare. ${lessonTally(LESSON_STEPS, this.work)}
      </p>
      <div>
        <button type="button" class="primary" @click=${() => (isThrough ? this.#again() : this.#go(this.#left))}>
          ${isThrough ? "Ask me again" : begun ? `Go on with question ${this.#left}` : "Begin"}
        </button>
      </div>`;
  }

  #again(): Promise<void> {
    this.work = LESSON_STEPS.map(() => UNTOUCHED);
    return this.#go(1);
  }

  #task(step: LessonStep, work: StepWork): unknown {
    return html`<header>
        <p class="muted">Question ${this.#index + 1} of ${LESSON_STEPS.length}</p>
        <button type="button" class="quiet" @click=${() => this.#go(0)}>Leave</button>
      </header>
      <h2 tabindex="-1">${step.title}</h2>
      <p>${step.question}</p>
      ${lessonChoices(step, work.guess, work.run, (guess) => this.#keep({ guess, run: REST }))}
      ${this.#runLine(step, work)}
      <div role="status" tabindex="-1">${lessonResult(step, work.guess, work.run)}</div>
      ${this.#ways()}`;
  }

  /** The button that runs the step, or how far the runs have come. */
  #runLine(step: LessonStep, { guess, run }: StepWork): unknown {
    const leg = legOf(step, run);
    if (leg !== null) return this.#progress(leg);
    const isShown = holds(this.config, step.legs.at(-1)!.change) && isThere(step.legs.at(-1)!, this.shown);
    if (run.kind === "done" && isShown) return nothing;
    const again = run.kind !== "rest";
    return html`${again ? html`<p class="muted">${movedText(run)}</p>` : nothing}
      <div>
        <button type="button" class=${again ? "" : "primary"} ?disabled=${guess === ""} @click=${() => this.#run(step)}>
          ${again ? "Run it again" : "Run it"}
        </button>
      </div>`;
  }

  #progress(leg: Leg): unknown {
    const { iteration } = leg;
    const isOn = this.shown !== null && holds(this.shown.config, leg.change);
    const made = isOn ? Math.min(this.shown!.frame.iteration, iteration) : 0;
    const text =
      iteration === 0 ? "Drawing …" : `${made.toLocaleString("en")} of ${iteration.toLocaleString("en")} updates`;
    return html`<p class="progress">
      <progress aria-label="Updates" max=${Math.max(1, iteration)} .value=${made}></progress>
      <span>${text}</span>
      ${this.running ? nothing : html`<button type="button" @click=${() => this.#ask(leg, false)}>Run on</button>`}
    </p>`;
  }

  #ways(): unknown {
    const place = this.#index + 1;
    const isLast = place === LESSON_STEPS.length;
    return html`<nav aria-label="Questions">
      <button type="button" ?disabled=${place === 1} @click=${() => this.#go(place - 1)}>Back</button>
      <button type="button" @click=${() => this.#go(isLast ? 0 : place + 1)}>${isLast ? "Finish" : "Next"}</button>
    </nav>`;
  }
}

function movedText({ kind }: LessonRun): string {
  return kind === "moved"
    ? "The knobs were moved before the runs had come to their end, so there is nothing to compare yet."
    : "The page has moved on by now; what was measured stays below.";
}

declare global {
  interface HTMLElementTagNameMap {
    "symmetry-lesson": SymmetryLesson;
  }
}
