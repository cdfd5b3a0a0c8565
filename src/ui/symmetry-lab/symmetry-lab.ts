import { LitElement, html, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import type { PictureTheme } from "../../experiments/lab.ts";
import type { TrainingLab } from "../../experiments/training/trainingLab.ts";
import { controlStyles } from "../controls.styles.ts";
import { type Connect, LabConnection } from "../lab-app/labConnection.ts";
import "../notice-line/notice-line.ts";
import "../symmetry-knobs/symmetry-knobs.ts";
import type { SymmetryLessonEvent, SymmetryQuestionEvent } from "../symmetry-lesson/lessonEvent.ts";
import { questionText } from "../symmetry-lesson/questionText.ts";
import "../symmetry-lesson/symmetry-lesson.ts";
import "../symmetry-player/symmetry-player.ts";
import type { SpeedChangeEvent } from "../symmetry-player/symmetry-player.ts";
import "../symmetry-presets/symmetry-presets.ts";
import "../symmetry-why/symmetry-why.ts";
import "../theory-verdict/theory-verdict.ts";
import { SteadyHeight } from "../weights-lab/steadyHeight.ts";
import { CheckRun } from "./checkRun.ts";
import { LabView } from "./labView.ts";
import { type ShownRuns, endText, isSameTraining } from "./shownRuns.ts";
import { symmetryLabStyles } from "./symmetry-lab.styles.ts";
import type { SymmetryChangeEvent, SymmetryPlayEvent } from "./symmetryEvents.ts";
import "./symmetry-runs.ts";
import type { SymmetryRuns } from "./symmetry-runs.ts";
import { SymmetryRun } from "./symmetryRun.ts";
import { type SymmetryVerdict, symmetryVerdict } from "./symmetryVerdict.ts";

/** The Symmetry lab: one training from two starts, side by side. */
@customElement("symmetry-lab")
export class SymmetryLab extends LitElement {
  static override styles = [controlStyles, symmetryLabStyles];

  /** Starts the lab's worker; null until the page has one to give. */
  @property({ attribute: false }) connect: Connect<TrainingLab> | null = null;
  /** The theme in force. */
  @property() theme: PictureTheme = "light";

  /** Whether the lesson's question on show is still to be run. */
  @state() private isOpenQuestion = true;
  @query("symmetry-runs") private pictures!: SymmetryRuns;
  @query("theory-verdict") private verdict!: HTMLElement;

  #view = new LabView(this, { place: () => this.#run.place, onReturn: () => this.#run.forget() });
  #height = new SteadyHeight();
  #isHeightKept = false;
  #machine = new LabConnection<TrainingLab>(this);
  #run = new SymmetryRun(this, {
    theme: () => this.theme,
    nextPicture: () => new Promise((resolve) => requestAnimationFrame(() => resolve())),
    onRest: () => this.#onRest(),
  });
  #check = new CheckRun(this, () => {
    const [{ lab }, runs] = [this.#machine, this.#resting];
    return lab === null || runs === null ? null : { lab, runs };
  });

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#height.release();
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has("connect") && this.connect !== null) void this.#machine.open(this.connect);
  }

  protected override updated(changed: Map<PropertyKey, unknown>): void {
    if (changed.has("theme")) void this.#run.repaint();
    this.#keepHeight(this.#isMoving);
    void this.#train();
  }

  /** True while the pictures change by themselves. */
  get #isMoving(): boolean {
    return this.#run.playing || this.#run.far;
  }

  /** What is below the verdict stays where it is while its sentences change with every picture. */
  #keepHeight(isKept: boolean): void {
    if (isKept === this.#isHeightKept) return;
    this.#isHeightKept = isKept;
    if (isKept) this.#height.observe([this.verdict]);
    else this.#height.release();
  }

  /** The runs, where they show what the knobs say and nothing moves. */
  get #resting(): ShownRuns | null {
    const { shown, running } = this.#run;
    return shown === null || running || !isSameTraining(shown.config, this.#view.config) ? null : shown;
  }

  /** Whether a question is open: then nothing may tell its answer. */
  get #isAsking(): boolean {
    return this.#view.lesson > 0 && this.isOpenQuestion;
  }

  /** Leads the runs to where the view has them, once the canvases are with the machine. */
  async #train(): Promise<void> {
    if (this.#run.shown === null) await this.pictures.updateComplete;
    const { lab } = this.#machine;
    if (lab !== null && this.isConnected) this.#run.show(lab, this.#view.config);
  }

  /** Shows a change, and mirrors it in the address; the runs come to where they are. */
  #onChange({ change, step }: SymmetryChangeEvent): void {
    this.#view.turnTo(Object.keys(change).join());
    const iterations = this.#run.shown === null ? this.#view.config.iterations : this.#run.aim;
    this.#view.change({ iterations, ...change });
    void this.#train();
    this.#view.mirror(step);
  }

  /** Where a person has led the runs belongs to the link. */
  #onRest(): void {
    this.#view.turnTo("runs");
    this.#view.change({ iterations: this.#run.shown?.frame.iteration ?? this.#run.aim });
    this.#view.mirror(false);
  }

  /** Goes where the lesson goes, and the runs with it; an address that has led there stays as it is. */
  #onLesson({ step, change, gone }: SymmetryLessonEvent): void {
    if (gone) this.#view.turnTo("lesson");
    if (step > 0) this.#run.forget();
    this.#view.change(change, step);
    if (gone) this.#view.mirror(true);
  }

  #onPlay({ action }: SymmetryPlayEvent): void {
    // Back returns to where the runs were led before they were sent to their start.
    if (action.kind === "reset" || action.kind === "watchTo") this.#view.tellPlace();
    this.#run.act(action);
  }

  protected override render(): unknown {
    const { config, lesson } = this.#view;
    return html`${this.#notices()}
      <div
        class=${lesson === 0 ? "page" : "page learning"}
        @symmetry-change=${this.#onChange}
        @symmetry-play=${this.#onPlay}
      >
        ${this.#verdict()}
        <section class="picture" aria-label="Both runs">${this.#player()} ${this.#runs()}</section>
        <section class="offers" aria-label="What to look at">
          ${lesson === 0 ? html`<symmetry-presets .config=${config}></symmetry-presets>` : nothing}
          <symmetry-lesson
            .step=${lesson}
            .config=${config}
            .shown=${this.#run.shown}
            .running=${this.#run.running}
            @symmetry-lesson=${this.#onLesson}
            @symmetry-question=${({ open }: SymmetryQuestionEvent) => (this.isOpenQuestion = open)}
          ></symmetry-lesson>
        </section>
        <symmetry-knobs .config=${config} .status=${this.#machine.status}></symmetry-knobs>
        <section class="more" aria-label="A closer look">
          <details>
            <summary>Why equal units stay equal</summary>
            <symmetry-why></symmetry-why>
          </details>
        </section>
      </div>`;
  }

  #verdict(): unknown {
    const { headline, rest } = this.#verdictOf();
    const waiting = this.#run.shown === null && this.#machine.failure === "";
    return html`<theory-verdict
      .headline=${headline}
      .rest=${rest}
      ?waiting=${waiting}
      ?restless=${this.#isMoving}
    ></theory-verdict>`;
  }

  #verdictOf(): SymmetryVerdict {
    const { failure } = this.#machine;
    if (failure !== "") return { headline: "This lab could not be started.", rest: failure };
    if (this.#isAsking) return questionText(this.#view.lesson);
    const { shown } = this.#run;
    return shown === null ? { headline: "Training …", rest: "" } : symmetryVerdict(shown);
  }

  #player(): unknown {
    const { shown, speed } = this.#run;
    return html`<symmetry-player
      .playing=${this.#isMoving}
      .iteration=${shown?.frame.iteration ?? 0}
      .end=${shown === null ? "" : endText(shown)}
      .speed=${speed}
      @speed-change=${(event: SpeedChangeEvent) => {
        this.#run.speed = event.speed;
        this.requestUpdate();
      }}
    ></symmetry-player>`;
  }

  #runs(): unknown {
    const { shown } = this.#run;
    const compared = this.#isAsking ? null : shown;
    return html`<symmetry-runs
      .lab=${this.#machine.lab}
      .status=${this.#machine.status}
      .config=${this.#view.config}
      .shown=${shown}
      .check=${compared === null ? null : this.#check.of(compared)}
      .checking=${compared !== null && this.#check.running}
      .checkFailure=${compared === null ? "" : this.#check.failureOf(compared)}
      .theme=${this.theme}
    ></symmetry-runs>`;
  }

  #notices(): unknown {
    const line = (text: string, dismiss: () => void): unknown =>
      text === "" ? nothing : html`<notice-line .tone=${"bad"} .text=${text} @dismiss=${dismiss}></notice-line>`;
    return html`${line(this.#view.notice, () => this.#view.dismiss())}
    ${line(this.#run.failure, () => this.#run.dismiss())}`;
  }
}
