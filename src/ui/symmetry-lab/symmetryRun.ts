import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { PictureTheme } from "../../experiments/lab.ts";
import { LAB_MOST, type SymmetryConfig } from "../../experiments/training/trainingConfig.ts";
import type { TrainingLab } from "../../experiments/training/trainingLab.ts";
import { type ShownRuns, isAtEnd, isSameTraining, openedRuns, withFrame } from "./shownRuns.ts";
import type { PlayerAction } from "./symmetryEvents.ts";
import { firstPiece, nextPiece } from "./trainingPieces.ts";
import { Watch } from "./watch.ts";

/** A training that the machine is to have in hand. */
interface Wanted {
  readonly lab: TrainingLab;
  readonly config: SymmetryConfig;
}

/** The training that the machine has in hand. */
interface Open {
  readonly wanted: Wanted;
  readonly runs: ShownRuns;
  /** Whether the frame tells the ranks. */
  readonly ranked: boolean;
  /** Whether no update follows unless it is asked for again: both runs have broken, or there was no time for one. */
  readonly ended: boolean;
}

/** A call of the machine; aborting its signal ends it. */
type Move = (signal: AbortSignal) => Promise<void>;

/** What the runs ask of those around them. */
export interface RunNeeds {
  theme(): PictureTheme;
  /** Resolves when the screen is ready for another picture. */
  nextPicture(): Promise<void>;
  /** A person has moved the runs, and they have come to rest. */
  onRest(): void;
}

/** A training on its way may take this long before a newer one pushes it aside: else a drag would show nothing. */
const GRACE_MS = 250;

/**
 * Leads two runs to where a person wants them: opens them, catches up, plays, steps and goes back, one call of the machine
 * at a time, so that frames come in order. Of the configurations that come meanwhile the newest is taken. The last good
 * frame stays until a better one is there.
 */
export class SymmetryRun implements ReactiveController {
  shown: ShownRuns | null = null;
  playing = false;
  /** True on a long way to the aim, which there is time to end. */
  far = false;
  /** Updates a picture while playing. */
  speed = 5;
  /** The number of updates that the runs are led to. */
  aim = 0;
  /** Why the machine gave no frame; "" where it did. */
  failure = "";

  #wanted: Wanted | null = null;
  /** The iterations that were last asked for by a configuration; null where the next one's hold in any case. */
  #told: number | null = null;
  #open: Open | null = null;
  #flight: AbortController | null = null;
  #startedAt = 0;
  #aside: ReturnType<typeof setTimeout> | undefined;
  #piece = 1;
  #driving = false;
  /** True where going on makes no sense before something changes: the machine has failed. */
  #halted = false;
  #resets = false;
  /** True where a person was sent to the aim, and not on from it. */
  #exact = false;
  #moved = false;
  /** Where playing is a watch, with an end. */
  #watch: Watch | null = null;

  constructor(
    readonly host: ReactiveControllerHost,
    readonly needs: RunNeeds,
  ) {
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#wanted = null;
    this.playing = false;
    this.#flight?.abort();
    this.#open = null;
  }

  /** True while the runs are on their way, playing or not. */
  get running(): boolean {
    return this.#driving;
  }

  /** The updates that a person has led the runs to, while they have not come to rest; null where no one has. */
  get place(): number | null {
    const open = this.#open;
    return this.#moved && open !== null && open.wanted === this.#wanted ? open.runs.frame.iteration : null;
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
    this.playing = false;
    this.far = false;
    this.#moved = false;
    this.#told = null;
  }

  /** Trains a configuration up to its iterations; where these alone differ from what was shown before, goes there. */
  show(lab: TrainingLab, config: SymmetryConfig): void {
    const before = this.#wanted;
    const isElsewhere = config.iterations !== this.#told;
    this.#told = config.iterations;
    if (before === null || before.lab !== lab || !isSameTraining(before.config, config)) {
      this.#wanted = { lab, config };
      this.aim = config.iterations;
      this.#halted = false;
      this.#resets = false;
      this.#pushAside();
    } else if (isElsewhere) this.#runTo(config.iterations);
    void this.#drive();
  }

  /** Moves the runs as a person asks. */
  act(action: PlayerAction): void {
    const here = this.#open?.runs.frame.iteration ?? this.aim;
    // On a long way a person steps from what is on show, not from where the way leads.
    const from = this.far ? here : this.aim;
    this.#moved = true;
    this.#resume();
    this.#exact = false;
    this.failure = "";
    this.#watch = action.kind === "watchTo" ? new Watch(action.iteration) : null;
    this.playing = action.kind === "play" || action.kind === "watchTo";
    this.far = false;
    if (action.kind === "pause") this.aim = here;
    if (action.kind === "step") this.aim = Math.min(LAB_MOST.iterations, from + action.updates);
    if (action.kind === "reset") this.#runTo(0);
    if (action.kind === "runTo") this.#runTo(action.iteration);
    if (action.kind === "watchTo") {
      this.#runTo(0);
      // And on from there, also where the way from the start to some other end is under way.
      this.#exact = false;
      this.#resets = true;
    }
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

  #runTo(iteration: number): void {
    this.#resume();
    this.#exact = true;
    this.aim = iteration;
    this.#resets = this.#open !== null && iteration < this.#open.runs.frame.iteration;
  }

  /** Gives a training under way its moment of grace, then ends it. */
  #pushAside(): void {
    clearTimeout(this.#aside);
    const left = this.#startedAt + GRACE_MS - performance.now();
    this.#aside = setTimeout(() => this.#flight?.abort(), Math.max(0, left));
  }

  /** Makes one move after the other until there is none to make; asks for no update where there was none. */
  async #drive(): Promise<void> {
    if (this.#driving || (this.#nextMove() === null && !this.#moved)) return;
    this.#driving = true;
    for (let move = this.#nextMove(); move !== null; move = this.#nextMove()) {
      // Each call of the machine waits for the one before.
      // oxlint-disable-next-line no-await-in-loop
      await this.#make(move);
    }
    this.#driving = false;
    const moved = this.#moved;
    this.#moved = false;
    if (moved && this.#wanted !== null) this.needs.onRest();
    this.host.requestUpdate();
  }

  /** The next call of the machine; null where the runs may rest. */
  #nextMove(): Move | null {
    const [wanted, open] = [this.#wanted, this.#open];
    if (wanted === null || this.#halted) return null;
    if (open === null) return (signal) => this.#start(wanted, signal);
    const left = open.ended ? 0 : this.aim - open.runs.frame.iteration;
    const isThere = left <= 0 && (open.ranked || this.playing);
    if (open.wanted !== wanted && (isThere || performance.now() > this.#startedAt + GRACE_MS)) {
      return (signal) => this.#start(wanted, signal);
    }
    if (this.#resets) return (signal) => this.#reset(open, signal);
    if (left > 0) return (signal) => this.#advance(open, left, signal);
    if (this.playing) return (signal) => this.#playOn(open, signal);
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
    const { lab, config } = wanted;
    clearTimeout(this.#aside);
    this.#startedAt = performance.now();
    this.#resets = false;
    this.far = false;
    const opened = await lab.start(config, this.needs.theme(), { signal });
    this.failure = "";
    this.#piece = firstPiece(config);
    // Not shown yet: it is on no canvas, and mostly the way to what is wanted.
    this.#open = { wanted, runs: openedRuns(config, opened), ranked: false, ended: false };
  }

  async #reset({ wanted, runs }: Open, signal: AbortSignal): Promise<void> {
    this.#resets = false;
    const frame = await wanted.lab.reset({ signal, ranks: true });
    this.#take({ wanted, runs: withFrame(runs, frame), ranked: true, ended: false });
  }

  async #advance({ wanted, runs, ended: before }: Open, updates: number, signal: AbortSignal): Promise<void> {
    const piece = Math.min(this.#piece, updates);
    const ranked = piece === updates && !this.playing;
    this.far = piece < updates;
    const frame = await wanted.lab.advance(piece, { signal, ranks: ranked });
    if (piece === this.#piece) this.#piece = nextPiece(piece, frame.milliseconds);
    const ended = before || (piece > 0 && isAtEnd(runs.frame, frame));
    if (ended) this.playing = this.far = false;
    this.#take({ wanted, runs: withFrame(runs, frame), ranked, ended });
  }

  async #playOn({ wanted, runs, ended }: Open, signal: AbortSignal): Promise<void> {
    await this.needs.nextPicture();
    if (!this.playing || this.#wanted !== wanted || this.#resets) return;
    const made = runs.frame.iteration;
    const [watch, most] = [this.#watch, LAB_MOST.iterations - made];
    const updates = Math.min(most, watch?.updates(made, performance.now()) ?? this.speed);
    const frame = await wanted.lab.advance(updates, { signal });
    const isThere = frame.iteration >= (watch?.end ?? Infinity) || isAtEnd(runs.frame, frame);
    // What was asked for meanwhile is not there yet.
    if (isThere && watch === this.#watch) this.playing = false;
    this.#take({ wanted, runs: withFrame(runs, frame), ranked: false, ended });
  }

  /** Keeps a frame, and shows it but where it is only the way to what is wanted. */
  #take(open: Open): void {
    this.#open = open;
    const { iteration } = open.runs.frame;
    // A pause comes while updates are on their way; where another place was asked for meanwhile, that is the aim.
    if (this.#wanted === open.wanted && !this.#resets && iteration > this.aim) {
      if (this.#exact) this.#resets = true;
      else this.aim = iteration;
    }
    if (iteration > 0 || this.aim === 0) this.shown = open.runs;
  }

  #fail(error: unknown): void {
    this.#halted = true;
    this.playing = false;
    this.far = false;
    this.failure = textOf(error);
  }
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
