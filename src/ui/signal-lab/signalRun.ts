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

/**
 * Keeps a report in step with the knobs: a change aborts the run before it, a costly run waits
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
    const report = await lab.runSignal(config, {
      signal,
      histogramLayer: layer,
      onProgress: (fraction) => this.#onProgress(fraction, signal),
      onEarly: (early) => this.#onEarly(early, signal),
    });
    signal.throwIfAborted();
    this.report = report;
  }

  #onProgress(fraction: number, signal: AbortSignal): void {
    if (signal.aborted) return;
    this.progress = fraction;
    this.#host.requestUpdate();
  }

  #onEarly(report: SignalReport, signal: AbortSignal): void {
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
