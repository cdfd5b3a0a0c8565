import { Task, TaskStatus } from "@lit/task";
import type { ReactiveControllerHost } from "lit";
import type { RunOptions } from "../../model/engine.ts";

/** What a run is told: when to stop, and whom to show what it has so far. */
export interface RunTelling<Report> extends RunOptions {
  readonly signal: AbortSignal;
  readonly onProgress: (fraction: number) => void;
  /** Shows a report that is not the last. */
  readonly onEarly: (report: Report) => void;
}

/** What a run has told so far. */
type Told<Report> = { readonly report: Report } | { readonly progress: number };

/** A run that the machine has been given. */
interface Flight {
  readonly controller: AbortController;
  readonly started: number;
  /** Settles when the run has ended, well or not; never rejects. */
  readonly ended: Promise<void>;
}

/**
 * Keeps a report in step with what it depends on, one run at a time. Of the changes that come while a run is under way
 * only the newest is kept; it waits for the run to end or, past a moment of grace, aborts it: else a drag that never
 * rests would show nothing. The last good report stays until a better one is there.
 */
export class LatestRun<Inputs extends readonly unknown[], Report> {
  report: Report | null = null;
  /** Done, from 0 to 1. */
  progress = 0;
  /** Why the last run failed; "" where it did not. */
  failure = "";
  /** True where a person ended the last run. */
  stopped = false;

  readonly #task: Task<Inputs | readonly [null], void>;
  #flight: Flight | null = null;

  /** `inputs` gives null while there is nothing to run on; an equal list runs nothing again. */
  constructor(
    readonly host: ReactiveControllerHost,
    readonly graceMs: number,
    inputs: () => Inputs | null,
    readonly run: (inputs: Inputs, telling: RunTelling<Report>) => Promise<Report>,
  ) {
    this.#task = new Task<Inputs | readonly [null], void>(host, {
      args: () => inputs() ?? ([null] as const),
      task: (args, { signal }) => (args[0] === null ? Promise.resolve() : this.#compute(args as Inputs, signal)),
      onError: (error) => this.#onError(error),
    });
    host.addController({ hostDisconnected: () => this.#leave() });
  }

  get running(): boolean {
    return this.#task.status === TaskStatus.PENDING;
  }

  /** Runs the same again. */
  again(): void {
    void this.#task.run();
  }

  /** Ends the run; the last good report stays. */
  stop(): void {
    this.stopped = true;
    this.#leave();
    this.host.requestUpdate();
  }

  /** What happened has been read. */
  dismiss(): void {
    this.failure = "";
    this.stopped = false;
    this.host.requestUpdate();
  }

  #leave(): void {
    this.#flight?.controller.abort();
    this.#task.abort();
  }

  async #compute(inputs: Inputs, signal: AbortSignal): Promise<void> {
    Object.assign(this, { failure: "", stopped: false, progress: 0 });
    await this.#clearTheWay(signal);
    signal.throwIfAborted();
    await this.#fly(inputs);
  }

  /** Waits until no run is under way; aborts one that has had its moment of grace. */
  async #clearTheWay(signal: AbortSignal): Promise<void> {
    while (this.#flight !== null && !signal.aborted) {
      const { controller, started, ended } = this.#flight;
      const timer = setTimeout(() => controller.abort(), started + this.graceMs - performance.now());
      await ended;
      clearTimeout(timer);
    }
  }

  /** Runs, and shows what it finds, also where newer inputs wait by then. */
  async #fly(inputs: Inputs): Promise<void> {
    const controller = new AbortController();
    const { signal } = controller;
    // What is told early travels apart from the report, and may come after it.
    let isOver = false;
    const tell = (told: Told<Report>): void => {
      if (!isOver) this.#tell(signal, told);
    };
    const work = this.run(inputs, {
      signal,
      onProgress: (progress) => tell({ progress }),
      onEarly: (report) => tell({ report }),
    });
    const ended = work.then(
      () => undefined,
      () => undefined,
    );
    const flight = { controller, started: performance.now(), ended };
    this.#flight = flight;
    try {
      tell({ report: await work });
    } finally {
      isOver = true;
      if (this.#flight === flight) this.#flight = null;
    }
  }

  #tell(signal: AbortSignal, told: Told<Report>): void {
    if (signal.aborted) return;
    Object.assign(this, told);
    this.host.requestUpdate();
  }

  #onError(error: unknown): void {
    if (error instanceof Error && error.name === "AbortError") return;
    this.failure = error instanceof Error ? error.message : String(error);
    this.host.requestUpdate();
  }
}
