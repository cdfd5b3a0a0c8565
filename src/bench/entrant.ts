import type { Check } from "./check.ts";
import { type Contestant, sentenceOf } from "./contestant.ts";
import { within } from "./deadline.ts";
import type { Assignment, OpenImplementation, PreparedWork } from "./implementation.ts";
import type { Outcome } from "./report.ts";

/** Milliseconds, from any start. */
export type Clock = () => number;

/** Shorter batches say more of the clock, which browsers coarsen, than of the work. */
export const LEAST_BATCH_MS = 2;
/** No batch is longer than this many runs, whatever the clock says. */
const MOST_RUNS = 10_000;

/** One contestant on one piece of work. It falls out where it fails or is wrong, with a reason. */
export class Entrant {
  /** Milliseconds of the work done once, a round. */
  readonly times: number[] = [];
  readonly deviceTimes: number[] = [];
  error: number | null = null;
  outcome: Outcome = "measured";
  /** Why it has no speed. */
  reason: string | null = null;
  #prepared: PreparedWork | null = null;
  /** Runs of a batch. */
  #runs = 1;
  #batchMs = 0;

  constructor(
    readonly contestant: Contestant,
    readonly assignment: Assignment,
    readonly check: Check,
    readonly clock: Clock,
  ) {}

  get isIn(): boolean {
    return this.outcome === "measured";
  }

  #fallOut(outcome: Outcome, reason: string): void {
    this.outcome = outcome;
    this.reason = reason;
    this.dispose();
  }

  /** Uploads, compiles, runs once and is checked; then a batch is found that is long enough to be timed. */
  async prepare(): Promise<void> {
    const opened = await this.contestant.open().catch((error: unknown) => {
      this.#fallOut("absent", sentenceOf(error));
      return null;
    });
    if (opened === null) return;
    await this.#guard(async () => {
      const preparing = prepare(opened, this.assignment);
      if (preparing === null) {
        this.#fallOut("absent", `${this.contestant.name} does not do this work.`);
        return;
      }
      this.#prepared = await this.#inTime(preparing);
      await this.#batch();
      await this.#judge();
    });
    await this.#guard(async () => this.#chooseBatch());
  }

  /** Milliseconds that a round is expected to take. */
  get roundMs(): number {
    return this.#batchMs;
  }

  /** The batch grows until it is long enough; its runs before are the warm-up. */
  async #chooseBatch(): Promise<void> {
    this.#batchMs = await this.#batch();
    while (this.#batchMs < LEAST_BATCH_MS && this.#runs < MOST_RUNS) {
      const wanted = this.#batchMs > 0 ? (1.2 * LEAST_BATCH_MS * this.#runs) / this.#batchMs : Infinity;
      this.#runs = Math.min(MOST_RUNS, Math.max(this.#runs + 1, Math.min(10 * this.#runs, Math.ceil(wanted))));
      this.#batchMs = await this.#batch();
    }
  }

  /** One batch, timed. */
  round(): Promise<void> {
    return this.#guard(async () => {
      this.times.push((await this.#batch()) / this.#runs);
      const device = (await this.#prepared!.deviceMilliseconds?.()) ?? null;
      if (device !== null) this.deviceTimes.push(device);
    });
  }

  /** Checks what the last round left: work that stopped being done would look fast. */
  async finish(): Promise<void> {
    await this.#guard(() => this.#judge());
    this.dispose();
  }

  /** Frees what the work took; of one that is broken, that may fail too. */
  dispose(): void {
    try {
      this.#prepared?.dispose();
    } catch (error) {
      this.reason ??= sentenceOf(error);
    }
    this.#prepared = null;
  }

  async #batch(): Promise<number> {
    const start = this.clock();
    const own = await this.#inTime(this.#prepared!.run(this.#runs));
    return own ?? this.clock() - start;
  }

  async #judge(): Promise<void> {
    const error = this.check.errorOf(await this.#inTime(this.#prepared!.result()));
    this.error = Math.max(this.error ?? 0, error);
    if (error <= this.check.bound) return;
    const [found, allowed] = [error.toExponential(1), this.check.bound.toExponential(1)];
    this.#fallOut("wrong", `Its values are wrong: off by ${found}, where float32 allows ${allowed}.`);
  }

  #inTime<T>(step: Promise<T>): Promise<T> {
    const { runMs } = this.contestant.limits;
    return within(runMs, `${this.contestant.name} did not answer within ${runMs / 1000} seconds.`, step);
  }

  /** Does a step of one that is in; a failure puts it out, and closes its implementation until the next work. */
  async #guard(step: () => Promise<void>): Promise<void> {
    if (!this.isIn) return;
    try {
      await step();
    } catch (error) {
      this.#fallOut("failed", sentenceOf(error));
      this.contestant.abandon();
    }
  }
}

function prepare(opened: OpenImplementation, assignment: Assignment): Promise<PreparedWork> | null {
  const { kind, work, data } = assignment;
  return (kind === "matmul" ? opened.matmul?.(work, data) : opened.signal?.(work, data)) ?? null;
}
