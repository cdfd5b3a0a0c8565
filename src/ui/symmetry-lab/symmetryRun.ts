import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { PictureTheme } from "../../experiments/lab.ts";
import { LAB_MOST, type SymmetryConfig } from "../../experiments/training/trainingConfig.ts";
import type { TrainingLab } from "../../experiments/training/trainingLab.ts";
import { Grace } from "./grace.ts";
import { type OpenTraining, type Wanted, advanceTraining, openTraining, resetTraining } from "./openTraining.ts";
import { RunIntent } from "./runIntent.ts";
import { type ShownRuns, isAtEnd, isSameTraining, withFrame } from "./shownRuns.ts";
import type { PlayerAction } from "./symmetryEvents.ts";

/** A call of the machine; aborting its signal ends it. */
type Move = (signal: AbortSignal) => Promise<void>;

/** What the runs ask of those around them. */
interface RunNeeds {
  theme(): PictureTheme;
  /** Resolves when the screen is ready for another picture. */
  nextPicture(): Promise<void>;
  /** A person has moved the runs, and they have come to rest. */
  onRest(): void;
}

/**
 * Leads two runs to where a person wants them: opens them, catches up, plays, steps and goes back, one call of the machine
 * at a time, so that frames come in order. Of the configurations that come meanwhile the newest is taken. The last good
 * frame stays until a better one is there.
 */
export class SymmetryRun implements ReactiveController {
  shown: ShownRuns | null = null;
  /** Updates a picture while playing. */
  speed = 5;
  /** Why the machine gave no frame; "" where it did. */
  failure = "";

  readonly #intent = new RunIntent();
  readonly #grace = new Grace();
  #wanted: Wanted | null = null;
  #open: OpenTraining | null = null;
  #flight: AbortController | null = null;
  #driving = false;
  /** True where going on makes no sense before something changes: the machine has failed. */
  #halted = false;

  constructor(
    readonly host: ReactiveControllerHost,
    readonly needs: RunNeeds,
  ) {
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#wanted = null;
    this.#intent.playing = false;
    this.#flight?.abort();
    this.#open = null;
  }

  /** The number of updates that the runs are led to. */
  get aim(): number {
    return this.#intent.aim;
  }

  get playing(): boolean {
    return this.#intent.playing;
  }

  /** True on a long way to the aim, which there is time to end. */
  get far(): boolean {
    return this.#intent.far;
  }

  /** True while the runs are on their way, playing or not. */
  get running(): boolean {
    return this.#driving;
  }

  /** The updates that a person has led the runs to, while they have not come to rest; null where no one has. */
  get place(): number | null {
    return this.#intent.moved && this.#open?.wanted === this.#wanted ? this.#made : null;
  }

  /** The updates of the training that the machine has in hand; null where it has none. */
  get #made(): number | null {
    return this.#open?.runs.frame.iteration ?? null;
  }

  /** Paints in the theme in force; what is still to be opened brings it. */
  async repaint(): Promise<void> {
    try {
      await this.#wanted?.lab.repaint(this.needs.theme());
    } catch (error) {
      this.failure = textOf(error);
      this.host.requestUpdate();
    }
  }

  /** Forgets where a person has led the runs: the configuration that is shown next says where they are to be. */
  forget(): void {
    this.#intent.forget();
  }

  /** Trains a configuration up to its iterations; where these alone differ from what was shown before, goes there. */
  show(lab: TrainingLab, config: SymmetryConfig): void {
    const before = this.#wanted;
    const isElsewhere = this.#intent.hear(config.iterations);
    if (before === null || before.lab !== lab || !isSameTraining(before.config, config)) {
      this.#wanted = { lab, config };
      this.#intent.begin(config.iterations);
      this.#halted = false;
      this.#grace.atEnd(() => this.#flight?.abort());
    } else if (isElsewhere) {
      this.#resume();
      this.#intent.runTo(config.iterations, this.#made);
    }
    void this.#drive();
  }

  /** Moves the runs as a person asks. */
  act(action: PlayerAction): void {
    this.#resume();
    this.failure = "";
    this.#intent.act(action, this.#made);
    this.host.requestUpdate();
    void this.#drive();
  }

  /** What happened has been read. */
  dismiss(): void {
    this.failure = "";
    this.host.requestUpdate();
  }

  /** What went no further may, now that something else is asked. */
  #resume(): void {
    this.#halted = false;
    if (this.#open !== null) this.#open = { ...this.#open, ended: false };
  }

  /** Makes one move after the other until there is none to make; asks for no update where there was none. */
  async #drive(): Promise<void> {
    if (this.#driving || (this.#nextMove() === null && !this.#intent.moved)) return;
    this.#driving = true;
    for (let move = this.#nextMove(); move !== null; move = this.#nextMove()) {
      // Each call of the machine waits for the one before.
      // oxlint-disable-next-line no-await-in-loop
      await this.#make(move);
    }
    this.#driving = false;
    const { moved } = this.#intent;
    this.#intent.moved = false;
    if (moved && this.#wanted !== null) this.needs.onRest();
    this.host.requestUpdate();
  }

  /** The next call of the machine; null where the runs may rest. */
  #nextMove(): Move | null {
    const [wanted, open, intent] = [this.#wanted, this.#open, this.#intent];
    if (wanted === null || this.#halted) return null;
    if (open === null) return (signal) => this.#start(wanted, signal);
    const left = open.ended ? 0 : intent.aim - open.runs.frame.iteration;
    const isThere = left <= 0 && (open.ranked || intent.playing);
    if (open.wanted !== wanted && (isThere || this.#grace.isOver)) {
      return (signal) => this.#start(wanted, signal);
    }
    if (intent.resets) return (signal) => this.#reset(open, signal);
    if (left > 0) return (signal) => this.#advance(open, left, signal);
    if (intent.playing) return (signal) => this.#playOn(open, signal);
    return open.ranked ? null : (signal) => this.#advance(open, 0, signal);
  }

  async #make(move: Move): Promise<void> {
    const flight = new AbortController();
    this.#flight = flight;
    try {
      await move(flight.signal);
    } catch (error) {
      // Where the machine stands is not known any more: the next move opens it afresh.
      this.#open = null;
      if (!flight.signal.aborted) this.#fail(error);
    } finally {
      this.#flight = null;
    }
    this.host.requestUpdate();
  }

  async #start(wanted: Wanted, signal: AbortSignal): Promise<void> {
    this.#grace.begin();
    this.#intent.resets = false;
    this.#intent.far = false;
    // Not shown yet: it is on no canvas, and mostly the way to what is wanted.
    this.#open = await openTraining(wanted, this.needs.theme(), signal);
    this.failure = "";
  }

  async #reset(open: OpenTraining, signal: AbortSignal): Promise<void> {
    this.#intent.resets = false;
    this.#take(await resetTraining(open, signal));
  }

  async #advance(open: OpenTraining, left: number, signal: AbortSignal): Promise<void> {
    const updates = Math.min(open.piece, left);
    const isLast = updates === left;
    this.#intent.far = !isLast;
    const next = await advanceTraining(open, updates, { signal, ranks: isLast && !this.playing });
    if (next.ended) this.#intent.stop();
    this.#take(next);
  }

  async #playOn(open: OpenTraining, signal: AbortSignal): Promise<void> {
    const [intent, { wanted, runs }] = [this.#intent, open];
    await this.needs.nextPicture();
    if (!intent.playing || this.#wanted !== wanted || intent.resets) return;
    const made = runs.frame.iteration;
    const [watch, most] = [intent.watch, LAB_MOST.iterations - made];
    const updates = Math.min(most, watch?.updates(made, performance.now()) ?? this.speed);
    const frame = await wanted.lab.advance(updates, { signal });
    const isThere = frame.iteration >= (watch?.end ?? Infinity) || isAtEnd(runs.frame, frame);
    // What was asked for meanwhile is not there yet.
    if (isThere && watch === intent.watch) intent.playing = false;
    this.#take({ ...open, runs: withFrame(runs, frame), ranked: false });
  }

  /** Keeps a frame, and shows it but where it is only the way to what is wanted. */
  #take(open: OpenTraining): void {
    this.#open = open;
    const { iteration } = open.runs.frame;
    if (this.#wanted === open.wanted) this.#intent.reach(iteration);
    if (iteration > 0 || this.aim === 0) this.shown = open.runs;
  }

  #fail(error: unknown): void {
    this.#halted = true;
    this.#intent.stop();
    this.failure = textOf(error);
  }
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
