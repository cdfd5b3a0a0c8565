import type { RunOptions } from "../../model/engine.ts";
import { startPacer } from "../../model/pacer.ts";
import {
  LARGEST_LOSS,
  type LayerParameters,
  type TrainingRun,
  type TrainingSetup,
  type TrainingState,
} from "../../model/training.ts";
import { assertSetup, batchPlace } from "../../model/trainingShapes.ts";
import { BatchPass } from "./batchPass.ts";
import type { Disturb } from "./disturb.ts";
import { FlatParameters } from "./flatParameters.ts";
import { OptimizerSteps } from "./optimizerSteps.ts";

/**
 * A training in float64. It always stands after a forward pass: an update counts once the loss after it is known to be
 * fine, so that one that breaks the training is never seen.
 */
export class CpuTrainingRun implements TrainingRun {
  readonly setup: TrainingSetup;
  readonly #disturb: Disturb | null;
  readonly #steps: OptimizerSteps;
  readonly #gradients: FlatParameters;
  /** The parameters as they stand, and room for the next. */
  #now: FlatParameters;
  #next: FlatParameters;
  /** By the number of examples they take: whole batches, and a smaller last one. */
  readonly #passes = new Map<number, BatchPass>();
  /** Takes all examples in their own order, for a state's logits. */
  #allExamples: BatchPass | null = null;
  /** The order of an epoch, kept for its batches. */
  #order: { readonly epoch: number; readonly examples: Uint32Array } | null = null;
  /** The pass that the last forward went through. */
  #pass: BatchPass | null = null;
  #loss = 0;
  #iteration = 0;
  #brokenAt: number | null = null;

  /** The setup's shapes must fit each other. */
  constructor(setup: TrainingSetup, disturb: Disturb | null) {
    const { sizes } = setup.network;
    this.setup = setup;
    this.#disturb = disturb;
    this.#now = new FlatParameters(sizes);
    this.#next = new FlatParameters(sizes);
    this.#gradients = new FlatParameters(sizes);
    this.#steps = new OptimizerSteps(setup.optimizer, this.#now.values.length, disturb);
    this.restart();
  }

  get iteration(): number {
    return this.#iteration;
  }

  get brokenAt(): number | null {
    return this.#brokenAt;
  }

  async advance(updates: number, options: RunOptions = {}): Promise<Float64Array> {
    if (!Number.isInteger(updates) || updates < 0) {
      throw new RangeError(`updates must be a whole number from 0; it is ${updates}`);
    }
    const pacer = startPacer(options);
    const losses = new Float64Array(updates);
    let made = 0;
    while (made < updates && this.#brokenAt === null) {
      const loss = this.#loss;
      if (!this.#update()) break;
      losses[made] = loss;
      made += 1;
      await pacer.pause(made / updates);
    }
    return losses.slice(0, made);
  }

  async state(): Promise<TrainingState> {
    const { network, loss, data } = this.setup;
    this.#allExamples ??= new BatchPass(network, loss, data.examples, this.#disturb);
    this.#allExamples.load(data, null, { start: 0 });
    this.#allExamples.forward(this.#now.layers);
    return {
      iteration: this.#iteration,
      loss: this.#loss,
      parameters: this.#now.copy(),
      logits: this.#allExamples.logits.slice(),
    };
  }

  restart(start: readonly LayerParameters[] = this.setup.start): void {
    assertSetup({ ...this.setup, start });
    this.#now.set(start);
    this.#steps.reset();
    this.#iteration = 0;
    this.#loss = this.#lossOf(this.#now, 0);
    this.#brokenAt = isFine(this.#now.values, this.#loss) ? null : 0;
  }

  /** Holds nothing that is not collected with it. */
  destroy(): void {}

  /** Makes an update; false, and nothing changed but `brokenAt`, where it breaks the training. */
  #update(): boolean {
    const count = this.#iteration + 1;
    this.#pass!.backward(this.#now.layers, this.#gradients.layers);
    this.#steps.step(this.#next.values, this.#now.values, this.#gradients.values, count);
    const loss = this.#lossOf(this.#next, count);
    if (!isFine(this.#next.values, loss)) {
      this.#brokenAt = count;
      return false;
    }
    [this.#now, this.#next] = [this.#next, this.#now];
    this.#loss = loss;
    this.#iteration = count;
    return true;
  }

  /** The loss of parameters over the batch that comes after `iteration` updates; leaves its pass ready to go back. */
  #lossOf(parameters: FlatParameters, iteration: number): number {
    const { network, loss, data, batches } = this.setup;
    const place = batchPlace(this.setup, iteration);
    let pass = this.#passes.get(place.count);
    const isNew = pass === undefined;
    pass ??= new BatchPass(network, loss, place.count, this.#disturb);
    this.#passes.set(place.count, pass);
    // Without batches every update takes what the first one loaded.
    if (isNew || batches !== null) pass.load(data, this.#orderOf(place.epoch), place);
    this.#pass = pass;
    return pass.forward(parameters.layers);
  }

  #orderOf(epoch: number): Uint32Array | null {
    const { batches } = this.setup;
    if (batches === null) return null;
    if (this.#order?.epoch !== epoch) this.#order = { epoch, examples: batches.order(epoch) };
    return this.#order.examples;
  }
}

/** Whether a loss and every parameter are finite numbers no larger than LARGEST_LOSS. A ReLU would hide a NaN from the loss. */
function isFine(values: Float64Array, loss: number): boolean {
  if (!(Math.abs(loss) <= LARGEST_LOSS)) return false;
  return values.every((value) => Math.abs(value) <= LARGEST_LOSS);
}
