import { LitElement, type PropertyValues, html } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import type { SymmetryConfig } from "../../experiments/training/trainingConfig.ts";
import { controlStyles } from "../controls.styles.ts";
import { formulaStyles } from "../formula.styles.ts";
import { questionCardStyles } from "../questionCard.styles.ts";
import { SymmetryChangeEvent, SymmetryPlayEvent } from "../symmetry-lab/symmetryEvents.ts";
import { SymmetryLessonEvent, SymmetryQuestionEvent } from "./lessonEvent.ts";
import { lessonChoices } from "./lessonChoices.ts";
import { lessonInvitation } from "./lessonInvitation.ts";
import { type LessonMemory, NOTHING_DONE, storeLesson, storedLesson } from "./lessonMemory.ts";
import { lessonResult } from "./lessonResult.ts";
import { ASKED, REST, type ShownFrame, type StepWork, arrival, followed, isOpen, legOf } from "./lessonRun.ts";
import type { Leg, LessonStep } from "./lessonStep.ts";
import { LESSON_STEPS } from "./lessonSteps.ts";
import { lessonWay } from "./lessonWay.ts";
import { symmetryLessonStyles } from "./symmetry-lesson.styles.ts";

/**
 * The thread's questions in a few steps: predict, run, compare. Each begins before the first update of its own
 * experiment, so that nothing tells its answer. The lesson may be left and taken up again; what was guessed and measured
 * stays while the tab is open.
 *
 * @fires symmetry-lesson When it opens, goes to another step, or is left.
 * @fires symmetry-question When the question on show becomes open, or is open no more.
 * @fires symmetry-change With the configuration that a step's run needs.
 * @fires symmetry-play To run it as far as it needs.
 */
@customElement("symmetry-lesson")
export class SymmetryLesson extends LitElement {
  static override styles = [controlStyles, formulaStyles, questionCardStyles, symmetryLessonStyles];

  /** The step on show, from 1; 0 while the lesson is closed. */
  @property({ type: Number }) step = 0;
  /** What the knobs hold. */
  @property({ attribute: false }) config!: SymmetryConfig;
  /** What the page shows; null before there is anything. */
  @property({ attribute: false }) shown: ShownFrame | null = null;
  /** Whether the runs are on their way. */
  @property({ type: Boolean }) running = false;

  @state() private memory: LessonMemory = storedLesson();
  @query("h2") private heading!: HTMLElement;
  @query('[role="status"]') private status!: HTMLElement;
  /** The step whose experiment was last asked for. */
  #arrived = 0;
  /** Whether the question on show was last said to be open; null before anything was said. */
  #told: boolean | null = null;

  get #index(): number {
    return Math.min(this.step, LESSON_STEPS.length) - 1;
  }

  get #work(): StepWork {
    return this.memory.work[this.#index]!;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (this.step <= 0) return;
    if (changed.has("step")) this.#open();
    this.#follow(LESSON_STEPS[this.#index]!);
  }

  protected override updated(): void {
    if (this.step !== this.#arrived) this.#arrive(this.step, false);
    const open = this.step > 0 && isOpen(this.#work.run);
    if (open === this.#told) return;
    this.#told = open;
    this.dispatchEvent(new SymmetryQuestionEvent(open));
  }

  /** Takes a step up; a run that did not come to its end was left, and begins anew. */
  #open(): void {
    const { run } = this.#work;
    this.memory = { ...this.memory, left: this.#index + 1 };
    this.#keep(run.kind === "running" || run.kind === "moved" ? { run: REST } : {});
  }

  /** Keeps what the page has come to, and asks for the next leg where one has come to its end. */
  #follow(step: LessonStep): void {
    const { run } = this.#work;
    const next = followed(step, run, this.config, this.shown);
    if (next === run) return;
    this.#keep({ run: next });
    const leg = legOf(step, next);
    if (leg !== null && leg !== legOf(step, run)) void this.updateComplete.then(() => this.#watch(leg, false));
  }

  /** Brings the runs to where a step begins, or ended. */
  #arrive(place: number, gone: boolean): void {
    this.#arrived = place;
    const [step, work] = [LESSON_STEPS[place - 1], this.memory.work[place - 1]];
    const change = step === undefined || work === undefined ? {} : arrival(step, work.run);
    this.dispatchEvent(new SymmetryLessonEvent(place, change, gone));
  }

  /** Sets the knobs as a leg needs them, and lets the runs be watched from their start. */
  #watch({ change, iteration }: Leg, isStep: boolean): void {
    this.dispatchEvent(new SymmetryChangeEvent({ ...change, iterations: 0 }, isStep));
    this.dispatchEvent(new SymmetryPlayEvent({ kind: "watchTo", iteration }));
  }

  /** Leads runs that were stopped to a leg's end. */
  #runOn({ change, iteration }: Leg): void {
    this.dispatchEvent(new SymmetryChangeEvent(change, false));
    this.dispatchEvent(new SymmetryPlayEvent({ kind: "runTo", iteration }));
  }

  async #run(step: LessonStep): Promise<void> {
    this.#keep({ run: ASKED });
    this.#watch(step.legs[0]!, true);
    // The button goes; what it leads to is told here.
    await this.updateComplete;
    this.status.focus({ preventScroll: true });
  }

  #keep(change: Partial<StepWork>): void {
    const index = this.#index;
    const work = this.memory.work.map((own, at) => (at === index ? { ...own, ...change } : own));
    this.memory = { ...this.memory, work };
    storeLesson(this.memory);
  }

  async #go(step: number): Promise<void> {
    this.step = step;
    this.#arrive(step, true);
    await this.updateComplete;
    this.heading.focus({ preventScroll: true });
  }

  protected override render(): unknown {
    if (this.step > 0) return this.#task(LESSON_STEPS[this.#index]!, this.#work);
    return lessonInvitation(this.memory, {
      go: (step) => void this.#go(step),
      again: () => void this.#again(),
    });
  }

  #again(): Promise<void> {
    this.memory = NOTHING_DONE;
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
      ${lessonWay(step, work, {
        config: this.config,
        shown: this.shown,
        running: this.running,
        run: (asked) => void this.#run(asked),
        runOn: (leg) => this.#runOn(leg),
      })}
      <div role="status" tabindex="-1">${lessonResult(step, work.guess, work.run)}</div>
      ${this.#ways()}`;
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

declare global {
  interface HTMLElementTagNameMap {
    "symmetry-lesson": SymmetryLesson;
  }
}
