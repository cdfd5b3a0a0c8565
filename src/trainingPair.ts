import { SIDES, type Side } from "./experiments/training/trainingLab.ts";
import type { RunOptions } from "./model/engine.ts";
import { startPacer } from "./model/pacer.ts";
import type { Trainers, TrainingRun, TrainingSetup, TrainingState } from "./model/training.ts";

/** How long a piece of both runs' work should take, in milliseconds: only between pieces can it be stopped. */
const PIECE_MS = 25;

interface ReachOptions extends RunOptions {
  /** Stops on the way once performance.now() is beyond this. */
  readonly until?: number | undefined;
}

/** The losses of one side that are to be checked. */
interface CheckedLosses {
  readonly losses: Float64Array;
  /** Updates asked of it, fewer of which it made where it broke. */
  readonly updates: number;
}

/** Two trainings in lockstep, and each loss on their way. Freed by destroy(). */
export class TrainingPair {
  readonly #losses = [new LossHistory(), new LossHistory()] as const;
  /** Updates that take about PIECE_MS in both. */
  #piece = 1;

  private constructor(
    readonly trainers: Trainers,
    readonly runs: readonly [TrainingRun, TrainingRun],
  ) {}

  /** A LimitError where a training would not fit; nothing is held then. */
  static async start(trainers: Trainers, setups: readonly [TrainingSetup, TrainingSetup]): Promise<TrainingPair> {
    for (const setup of setups) trainers.assertFits(setup);
    const first = await trainers.start(setups[0]);
    try {
      return new TrainingPair(trainers, [first, await trainers.start(setups[1])]);
    } catch (error) {
      first.destroy();
      throw error;
    }
  }

  /** Updates that the one which has come further has made. */
  get iteration(): number {
    return Math.max(this.runs[0].iteration, this.runs[1].iteration);
  }

  /** Brings both to so many updates; one that breaks stays behind. An abort leaves both where they are, losses and all. */
  async reach(iteration: number, { until = Infinity, ...options }: ReachOptions = {}): Promise<void> {
    const pacer = startPacer(options);
    for (;;) {
      const behind = SIDES.filter((side) => this.#isBehind(side, iteration));
      if (behind.length === 0 || performance.now() > until) return;
      const full = Math.min(...behind.map((side) => this.runs[side].iteration)) + this.#piece;
      const next = Math.min(iteration, full);
      const start = performance.now();
      for (const side of behind) await this.#advance(side, next);
      this.#learn(performance.now() - start, next === full);
      await pacer.pause(next / iteration);
    }
  }

  async state(side: Side): Promise<TrainingState> {
    const state = await this.runs[side].state();
    this.#losses[side].set(state.iteration, Float64Array.of(state.loss));
    return state;
  }

  /** A run's losses after `from` to `end` updates, as far as they are known: up to its last state, or the update before. */
  losses(side: Side, from: number, end: number): Float64Array {
    return this.#losses[side].slice(from, end + 1);
  }

  /**
   * Each side's losses after 0 to `most` updates as they are now, and how many updates these speak of. In the middle of a
   * piece one side may have more of them. Of one that broke, it is as many as the other made: the reference must break too.
   */
  checked(most: number): readonly CheckedLosses[] {
    return SIDES.map((side) => {
      const losses = this.losses(side, 0, most);
      const { iteration, brokenAt } = this.runs[side];
      const hasBroken = brokenAt !== null && losses.length >= Math.min(most + 1, iteration);
      return { losses, updates: hasBroken ? Math.min(most, this.iteration) : Math.max(0, losses.length - 1) };
    });
  }

  /** Goes back to iteration 0; allocates nothing. */
  restart(): void {
    for (const side of SIDES) {
      this.runs[side].restart();
      this.#losses[side].clear();
    }
  }

  destroy(): void {
    for (const run of this.runs) run.destroy();
  }

  #isBehind(side: Side, iteration: number): boolean {
    const run = this.runs[side];
    return run.brokenAt === null && run.iteration < iteration;
  }

  /** Without a signal: what an aborted run has to tell is lost, and a piece is short. */
  async #advance(side: Side, iteration: number): Promise<void> {
    const run = this.runs[side];
    const before = run.iteration;
    if (before < iteration) this.#losses[side].set(before, await run.advance(iteration - before));
  }

  #learn(milliseconds: number, wasFull: boolean): void {
    if (wasFull && milliseconds < PIECE_MS / 2) this.#piece *= 2;
    if (milliseconds > PIECE_MS * 2) this.#piece = Math.max(1, this.#piece >> 1);
  }
}

/** The losses after 0, 1, … updates, in room that doubles. */
class LossHistory {
  #values = new Float64Array(1024);
  #count = 0;

  /** Losses after `from` updates and on, the last that there are. */
  set(from: number, losses: Float64Array): void {
    this.#count = from + losses.length;
    if (this.#count > this.#values.length) {
      const larger = new Float64Array(Math.max(this.#count, this.#values.length * 2));
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values.set(losses, from);
  }

  slice(from: number, end: number): Float64Array {
    return this.#values.slice(from, Math.min(end, this.#count));
  }

  clear(): void {
    this.#count = 0;
  }
}
