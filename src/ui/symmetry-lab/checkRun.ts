import { Task, TaskStatus } from "@lit/task";
import type { ReactiveControllerHost } from "lit";
import type { TrainingCheck, TrainingLab, TrainingOpened } from "../../experiments/training/trainingLab.ts";
import { pause } from "../check-badge/pause.ts";
import type { ShownRuns } from "./shownRuns.ts";
import { checkedUpdates } from "./trainingPieces.ts";

/** The runs have come to rest. */
const REST_MS = 400;

/** What is to be compared: runs at rest. */
interface Resting {
  readonly lab: TrainingLab;
  readonly runs: ShownRuns;
}

type Arguments = readonly [lab: TrainingLab, opened: TrainingOpened, updates: number] | readonly [null];

/** Compares runs that rest with the float64 reference; what moves ends the comparison. */
export class CheckRun {
  #check: TrainingCheck | null = null;
  /** What was compared. */
  #of: TrainingOpened | null = null;
  #failure = "";
  /** What was last asked to be compared. */
  #asked: TrainingOpened | null = null;
  readonly #task: Task<Arguments, void>;

  /** `resting` gives null while the runs are on their way. */
  constructor(host: ReactiveControllerHost, resting: () => Resting | null) {
    this.#task = new Task<Arguments, void>(host, {
      args: () => {
        const rest = resting();
        if (rest === null) return [null];
        const { config, opened, frame } = rest.runs;
        return [rest.lab, opened, checkedUpdates(config, frame.iteration)];
      },
      task: (args, { signal }) =>
        args[0] === null ? Promise.resolve() : this.#compare(args[0], args[1], args[2], signal),
      onError: (error) => {
        if (error instanceof Error && error.name !== "AbortError") this.#failure = error.message;
      },
    });
  }

  get running(): boolean {
    return this.#task.status === TaskStatus.PENDING;
  }

  /** The comparison of these runs, as far as it went; null where there is none. */
  of({ opened }: ShownRuns): TrainingCheck | null {
    return this.#of === opened ? this.#check : null;
  }

  /** Why the last comparison of these runs did not finish; "" where it did, or there was none. */
  failureOf({ opened }: ShownRuns): string {
    return this.#asked === opened ? this.#failure : "";
  }

  async #compare(lab: TrainingLab, opened: TrainingOpened, updates: number, signal: AbortSignal): Promise<void> {
    this.#failure = "";
    this.#asked = opened;
    const known = this.#of === opened ? (this.#check?.iterations ?? 0) : 0;
    if (updates <= known) return;
    await pause(REST_MS, signal);
    const check = await lab.check(updates, { signal });
    signal.throwIfAborted();
    this.#check = check;
    this.#of = opened;
  }
}
