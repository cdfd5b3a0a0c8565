import type { TrainingSetup } from "../../model/training.ts";
import { batchPlace } from "../../model/trainingShapes.ts";
import { rateOf } from "./rates.ts";

/** Most updates that the tables describe at once. */
const MOST_UPDATES = 4096;
/** Most examples that the orders of these updates may list, but for a batch that is larger by itself. */
const MOST_ORDERED = 2 ** 18;
/** Bytes of a step: start and count (u32), rate and share (f32). */
const STEP_BYTES = 16;

/**
 * What a GPU is told of the updates to come. Step i (from 0) of `steps` has where its batch begins in `orders` and how
 * many examples it takes, its learning rate, and the share of one output of one example in the mean that is the loss
 * (one example's, for categorical_crossentropy). The step after the last update has the batch of the loss that closes.
 */
export class TrainingTables {
  /** Updates that one filling may describe. */
  readonly mostUpdates: number;
  /** Examples of the largest batch. */
  readonly batch: number;
  readonly #setup: TrainingSetup;
  readonly #orders: Uint32Array<ArrayBuffer>;
  readonly #steps: DataView<ArrayBuffer>;
  /** The order of the epoch that was asked for last, which many batches share. */
  #epoch: { readonly epoch: number; readonly order: Uint32Array } | null = null;

  constructor(setup: TrainingSetup) {
    const { batches, data } = setup;
    this.#setup = setup;
    this.batch = Math.min(batches?.size ?? data.examples, data.examples);
    this.mostUpdates =
      batches === null ? MOST_UPDATES : Math.max(1, Math.min(MOST_UPDATES, Math.floor(MOST_ORDERED / this.batch) - 1));
    this.#orders = Uint32Array.from({ length: this.orderBytes / Uint32Array.BYTES_PER_ELEMENT }, (_, index) => index);
    this.#steps = new DataView(new ArrayBuffer((this.mostUpdates + 1) * STEP_BYTES));
  }

  get orderBytes(): number {
    const listed = this.#setup.batches === null ? this.batch : (this.mostUpdates + 1) * this.batch;
    return listed * Uint32Array.BYTES_PER_ELEMENT;
  }

  get stepBytes(): number {
    return this.#steps.byteLength;
  }

  /** The tables of updates `iteration` … `iteration + updates - 1` and of the loss after them. */
  fill(iteration: number, updates: number): { steps: Uint8Array<ArrayBuffer>; orders: Uint32Array<ArrayBuffer> } {
    const { network, loss, optimizer, batches } = this.#setup;
    const outputs = loss === "categorical_crossentropy" ? 1 : network.sizes.at(-1)!;
    let listed = batches === null ? this.batch : 0;
    for (let step = 0; step <= updates; step += 1) {
      const { epoch, start, count } = batchPlace(this.#setup, iteration + step);
      const at = step * STEP_BYTES;
      this.#steps.setUint32(at, batches === null ? 0 : listed, true);
      this.#steps.setUint32(at + 4, count, true);
      this.#steps.setFloat32(at + 8, rateOf(optimizer, iteration + step + 1), true);
      this.#steps.setFloat32(at + 12, 1 / (count * outputs), true);
      if (batches === null) continue;
      this.#orders.set(this.#order(epoch).subarray(start, start + count), listed);
      listed += count;
    }
    return {
      steps: new Uint8Array(this.#steps.buffer, 0, (updates + 1) * STEP_BYTES),
      orders: this.#orders.subarray(0, listed),
    };
  }

  #order(epoch: number): Uint32Array {
    if (this.#epoch?.epoch !== epoch) this.#epoch = { epoch, order: this.#setup.batches!.order(epoch) };
    return this.#epoch!.order;
  }
}
