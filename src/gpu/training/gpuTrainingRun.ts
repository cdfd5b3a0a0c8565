import type { RunOptions } from "../../model/engine.ts";
import {
  LARGEST_LOSS,
  type LayerParameters,
  type TrainingRun,
  type TrainingSetup,
  type TrainingState,
} from "../../model/training.ts";
import { assertSetup } from "../../model/trainingShapes.ts";
import type { GpuContext } from "../context.ts";
import type { BufferSlice } from "../kernel.ts";
import { Pace } from "./pace.ts";
import { unpackParameters } from "./parameterRows.ts";
import type { TrainingLayout } from "./trainingLayout.ts";
import type { TrainingPath } from "./trainingPath.ts";
import { type TrainingReport, TrainingReadback } from "./trainingReadback.ts";
import { type TrainingStore, UNBROKEN } from "./trainingStore.ts";

/** A training whose parameters stay on a GPU; owns its store and its path. */
export class GpuTrainingRun implements TrainingRun {
  #iteration = 0;
  #brokenAt: number | null = null;
  #queue: Promise<unknown> = Promise.resolve();
  #waiting = 0;
  readonly #pace = new Pace();
  readonly #readback: TrainingReadback;

  constructor(
    readonly context: GpuContext,
    readonly store: TrainingStore,
    readonly path: TrainingPath,
  ) {
    this.#readback = new TrainingReadback(context, store);
    this.restart();
  }

  get setup(): TrainingSetup {
    return this.store.setup;
  }

  get iteration(): number {
    return this.#iteration;
  }

  /** Of a start, known once a call has come back. */
  get brokenAt(): number | null {
    return this.#brokenAt;
  }

  /** Where the present parameters lie, see `layout`; it changes with each update. */
  get parametersSlice(): BufferSlice {
    return this.store.parametersAfter(this.#iteration);
  }

  get layout(): TrainingLayout {
    return this.store.layout;
  }

  async advance(updates: number, options: RunOptions = {}): Promise<Float64Array> {
    if (!Number.isInteger(updates) || updates < 0) {
      throw new RangeError(`updates must be a whole number from 0; it is ${updates}`);
    }
    return this.#inTurn(() => this.#advanceNow(updates, options));
  }

  async #advanceNow(updates: number, { signal, onProgress }: RunOptions): Promise<Float64Array> {
    const losses = new Float64Array(updates);
    const first = this.#iteration;
    const made = (): number => Math.max(0, this.#iteration - first);
    while (made() < updates && this.#brokenAt === null) {
      signal?.throwIfAborted();
      const from = made();
      const count = Math.min(updates - from, this.#pace.perSubmission, this.store.tables.mostUpdates);
      const began = performance.now();
      const report = await this.#submit(count, from + count === updates, false);
      this.#pace.took(count, (performance.now() - began) / 1000);
      losses.set(report.losses.subarray(0, count), from);
      onProgress?.(made() / updates);
    }
    return losses.slice(0, made());
  }

  state(): Promise<TrainingState> {
    return this.#inTurn(async () => {
      const asked = this.#iteration;
      let report = await this.#submit(0, true, true);
      // After an abort the present loss may not be known yet; where it is broken, the training goes back by one update.
      if (this.#iteration !== asked) report = await this.#submit(0, true, true);
      const { losses, parameters, logits } = report;
      return {
        iteration: this.#iteration,
        loss: losses[0]!,
        parameters: unpackParameters(this.store.layout, parameters!),
        logits: logits!,
      };
    });
  }

  /** One submission, and what it brings back: where the training stands then. */
  async #submit(updates: number, closes: boolean, state: boolean): Promise<TrainingReport> {
    const iteration = this.#iteration;
    this.store.writeSteps(iteration, updates);
    const { perDispatch } = this.#pace;
    const work = { iteration, updates, perDispatch, closes, logits: state };
    const report = await this.#readback.run(work, (encoder) => this.path.encode(encoder, work));
    this.#iteration = iteration + updates;
    if (report.brokenAt !== UNBROKEN) {
      this.#brokenAt = report.brokenAt;
      this.#iteration = Math.max(0, report.brokenAt - 1);
    }
    return report;
  }

  restart(start: readonly LayerParameters[] = this.setup.start): void {
    if (this.#waiting > 0) throw new Error("A training starts again once its calls have ended: wait for them first.");
    assertSetup({ ...this.setup, start });
    this.store.restart(start);
    this.#iteration = 0;
    this.#brokenAt = start.every(isFine) ? null : 0;
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    this.#waiting += 1;
    const turn = this.#queue.then(async () => {
      this.context.assertAlive();
      try {
        return await work();
      } catch (error) {
        // A lost device shows itself as many kinds of failure; its own notice may come a moment later.
        await new Promise((resolve) => void setTimeout(resolve, 0));
        this.context.assertAlive();
        throw error;
      } finally {
        this.#waiting -= 1;
      }
    });
    this.#queue = turn.catch(() => undefined);
    return turn;
  }

  destroy(): void {
    this.#readback.destroy();
    this.path.destroy();
    this.store.destroy();
  }
}

/** Whether float32 keeps all parameters of a layer as finite numbers. */
function isFine({ weight, bias }: LayerParameters): boolean {
  return [weight, bias].every((values) => values.every((value) => Math.abs(value) <= LARGEST_LOSS));
}
