import { Task, TaskStatus } from "@lit/task";
import type { ReactiveControllerHost } from "lit";
import type { Lab, SignalCost } from "../../experiments/lab.ts";
import type { SignalConfig } from "../../experiments/signalConfig.ts";
import type { SignalReport } from "../../experiments/signalReport.ts";

/** What a run depends on. */
export interface RunInputs {
  readonly lab: Lab | null;
  readonly config: SignalConfig;
  readonly layer: number;
}

/** A run that the machine has been given. */
interface Flight {
  readonly controller: AbortController;
  readonly started: number;
  /** Settles when the run has ended, well or not; never rejects. */
  readonly ended: Promise<void>;
}

/** A run younger than this may end although newer numbers wait: else a drag that never rests would show nothing. */
const GRACE_MS = 1500;

/**
 * Keeps a report in step with the knobs. Of the changes that come while a run is under way only the
 * newest is kept; it waits for the run to end or, past a moment of grace, aborts it. A costly run waits
 * for a person's word, and the last good report stays until a better one is there.
 */
export class SignalRun {
  report: SignalReport | null = null;
  /** What a run would cost that waits for a person's word; null while none waits. */
  cost: SignalCost | null = null;
  /** Done, from 0 to 1. */
  progress = 0;
  /** Why the last run failed; "" where it did not. */
  failure = "";
  /** True where a person ended the last run. */
  stopped = false;

  readonly #host: ReactiveControllerHost;
  readonly #inputs: () => RunInputs;
  readonly #task: Task<[Lab | null, SignalConfig, number], void>;
  #approved: SignalConfig | null = null;
  #flight: Flight | null = null;

  constructor(host: ReactiveControllerHost, inputs: () => RunInputs) {
    this.#host = host;
    this.#inputs = inputs;
    this.#task = new Task(host, {
      args: () => this.#args(),
      task: ([lab, config, layer], { signal }) => this.#compute(lab, config, layer, signal),
      onError: (error) => this.#onError(error),
    });
  }

  get running(): boolean {
    return this.#task.status === TaskStatus.PENDING;
  }

  /** True where the report is not what the knobs ask for. */
  get stale(): boolean {
    return this.running || this.cost !== null || this.stopped || this.failure !== "";
  }

  /** Runs although it costs. */
  approve(): void {
    this.#approved = this.#inputs().config;
    void this.#task.run();
  }

  /** Runs the same again. */
  again(): void {
    void this.#task.run();
  }

  /** Ends the run; the last good report stays. */
  stop(): void {
    this.stopped = true;
    this.#flight?.controller.abort();
    this.#task.abort();
  }

  /** The failure has been read. */
  dismiss(): void {
    this.failure = "";
    this.#host.requestUpdate();
  }

  #args(): [Lab | null, SignalConfig, number] {
    const { lab, config, layer } = this.#inputs();
    return [lab, config, layer];
  }

  async #compute(lab: Lab | null, config: SignalConfig, layer: number, signal: AbortSignal): Promise<void> {
    this.failure = "";
    this.stopped = false;
    this.cost = null;
    this.progress = 0;
    if (lab === null) return;
    const cost = await lab.cost(config);
    signal.throwIfAborted();
    if (cost.ask && this.#approved !== config) {
      this.cost = cost;
      return;
    }
    await this.#clearTheWay(signal);
    signal.throwIfAborted();
    await this.#fly(lab, config, layer);
  }

  /** Waits until no run is under way; aborts one that has had its moment of grace. */
  async #clearTheWay(signal: AbortSignal): Promise<void> {
    while (this.#flight !== null && !signal.aborted) {
      const { controller, started, ended } = this.#flight;
      const timer = setTimeout(() => controller.abort(), started + GRACE_MS - performance.now());
      await ended;
      clearTimeout(timer);
    }
  }

  /** Gives the machine a run and shows what it finds, also where newer numbers wait by then. */
  async #fly(lab: Lab, config: SignalConfig, layer: number): Promise<void> {
    const controller = new AbortController();
    const { signal } = controller;
    const run = lab.runSignal(config, {
      signal,
      histogramLayer: layer,
      onProgress: (fraction) => this.#onProgress(fraction, signal),
      onEarly: (early) => this.#show(early, signal),
    });
    const ended = run.then(
      () => undefined,
      () => undefined,
    );
    const flight = { controller, started: performance.now(), ended };
    this.#flight = flight;
    try {
      this.#show(await run, signal);
    } finally {
      if (this.#flight === flight) this.#flight = null;
    }
  }

  #onProgress(fraction: number, signal: AbortSignal): void {
    if (signal.aborted) return;
    this.progress = fraction;
    this.#host.requestUpdate();
  }

  #show(report: SignalReport, signal: AbortSignal): void {
    if (signal.aborted) return;
    this.report = report;
    this.#host.requestUpdate();
  }

  #onError(error: unknown): void {
    if (error instanceof Error && error.name === "AbortError") return;
    this.failure = error instanceof Error ? error.message : String(error);
    this.#host.requestUpdate();
  }
}
