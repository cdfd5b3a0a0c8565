import { Task, TaskStatus } from "@lit/task";
import type { ReactiveControllerHost } from "lit";
import type { Lab } from "../../experiments/lab.ts";
import type { WeightsReport } from "../../experiments/weights/weights.ts";
import type { WeightsConfig } from "../../experiments/weights/weightsConfig.ts";

interface RunInputs {
  readonly lab: Lab | null;
  readonly config: WeightsConfig;
}

/** Keeps the drawn weights in step with the knobs: a change aborts the draw before it, and the last good one stays. */
export class WeightsRun {
  report: WeightsReport | null = null;
  /** Done, from 0 to 1. */
  progress = 0;
  /** Why the last draw failed; "" where it did not. */
  failure = "";
  /** True where a person ended the last draw. */
  stopped = false;

  readonly #host: ReactiveControllerHost;
  readonly #task: Task<[Lab | null, WeightsConfig], void>;

  constructor(host: ReactiveControllerHost, inputs: () => RunInputs) {
    this.#host = host;
    this.#task = new Task(host, {
      args: () => [inputs().lab, inputs().config],
      task: ([lab, config], { signal }) => this.#draw(lab, config, signal),
      onError: (error) => this.#onError(error),
    });
  }

  get running(): boolean {
    return this.#task.status === TaskStatus.PENDING;
  }

  /** Ends the draw; the last good one stays. */
  stop(): void {
    this.stopped = true;
    this.#task.abort();
    this.#host.requestUpdate();
  }

  /** What happened has been read. */
  dismiss(): void {
    this.failure = "";
    this.stopped = false;
    this.#host.requestUpdate();
  }

  async #draw(lab: Lab | null, config: WeightsConfig, signal: AbortSignal): Promise<void> {
    this.failure = "";
    this.stopped = false;
    this.progress = 0;
    if (lab === null) return;
    const report = await lab.drawWeights(config, {
      signal,
      onProgress: (fraction) => this.#onProgress(fraction, signal),
    });
    signal.throwIfAborted();
    this.report = report;
  }

  #onProgress(fraction: number, signal: AbortSignal): void {
    if (signal.aborted) return;
    this.progress = fraction;
    this.#host.requestUpdate();
  }

  #onError(error: unknown): void {
    if (error instanceof Error && error.name === "AbortError") return;
    this.failure = error instanceof Error ? error.message : String(error);
    this.#host.requestUpdate();
  }
}
