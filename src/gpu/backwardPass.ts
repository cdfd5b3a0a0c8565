import type { Batch } from "./batches.ts";
import { type BufferPool, roundUp } from "./bufferPool.ts";
import {
  type MatrixSlices,
  activateDispatch,
  affineDispatch,
  gradActivationDispatch,
  gradPreactivationDispatch,
  gradWeightDispatch,
  lossGradientDispatch,
} from "./dispatches.ts";
import { hiddenLayers } from "./forwardPass.ts";
import type { BufferSlice } from "./kernel.ts";
import { ColumnEntries, ExampleBlocks, MatrixSlots } from "./passBuffers.ts";
import type { PassKernels } from "./passKernels.ts";
import { pictureDispatch } from "./picture/pictureDispatch.ts";
import type { Dispatch } from "./plan.ts";
import type { WeightStore } from "./weightStore.ts";

/** Buffers and dispatches of the gradient experiment: forward keeping every z, then back through the layers. */
export class BackwardPass {
  readonly inputs: ExampleBlocks;
  readonly targets: ExampleBlocks;
  /** Entry l: the preactivation gradient of hidden layer l + 1; the last: the output's. */
  readonly columns: ColumnEntries;
  /** Entry l: the gradient of weight l, a column each input unit; null unless asked for. */
  readonly weightColumns: ColumnEntries | null;
  readonly dispatches: Dispatch[] = [];

  readonly #pool: BufferPool;
  readonly #kernels: PassKernels;
  readonly #store: WeightStore;
  readonly #longest: number;
  readonly #picture: BufferSlice | null;

  constructor(
    pool: BufferPool,
    kernels: PassKernels,
    store: WeightStore,
    batches: readonly Batch[],
    hasBias: boolean,
    weightGradients: boolean,
    picture: BufferSlice | null,
  ) {
    const { sizes } = store;
    const layers = sizes.length - 1;
    const widest = Math.max(...sizes);
    const examples = batches.reduce((sum, { count }) => sum + count, 0);
    this.#pool = pool;
    this.#kernels = kernels;
    this.#store = store;
    this.#picture = picture;
    this.#longest = Math.max(...batches.map(({ padded }) => padded));
    this.inputs = new ExampleBlocks(pool, "gradient inputs", sizes[0]!, batches);
    this.targets = new ExampleBlocks(pool, "targets", sizes[layers]!, batches);
    this.columns = new ColumnEntries(pool, "gradient statistics", layers, examples);
    this.weightColumns = weightGradients
      ? new ColumnEntries(pool, "weight gradient statistics", layers, Math.max(...sizes.slice(0, -1)))
      : null;

    const matrices = (label: string, slots: number): MatrixSlots =>
      new MatrixSlots(pool, label, slots, widest, this.#longest);
    const preactivations = matrices("kept preactivation", layers);
    const activations = matrices("activation", weightGradients ? layers : 2);
    const gradients = { z: matrices("gradPreactivation", 2), h: matrices("gradActivation", 1) };
    const scratch = new ColumnEntries(pool, "unused statistics", 1, this.#longest);
    const zero = new MatrixSlots(pool, "no exponents", 1, 1, this.#longest);

    batches.forEach((batch, index) => {
      const { padded } = batch;
      const slots = {
        input: [this.inputs.at(index), zero.at(0, 1, padded)[1]] as const,
        preactivation: (layer: number) => preactivations.at(layer, sizes[layer + 1]!, padded),
        activation: (layer: number) => activations.at(layer, sizes[layer]!, padded),
        columns: () => scratch.at(0, { start: 0, padded }),
      };
      const [last, output] = [slots.activation(layers - 1), slots.preactivation(layers - 1)];
      this.dispatches.push(...hiddenLayers(kernels, store, padded, hasBias, slots));
      this.dispatches.push(affineDispatch(kernels, store, layers - 1, padded, hasBias, last, output));
      this.#back(batch, index, slots, gradients);
    });
  }

  #back(
    batch: Batch,
    index: number,
    slots: { preactivation: (layer: number) => MatrixSlices; activation: (layer: number) => MatrixSlices },
    gradients: { z: MatrixSlots; h: MatrixSlots },
  ): void {
    const { sizes } = this.#store;
    const { padded, count } = batch;
    const last = sizes.length - 2;
    const gradient = (layer: number): MatrixSlices => gradients.z.at(layer, sizes[layer + 1]!, padded);
    const [output, expected] = [slots.preactivation(last), this.targets.at(index)];
    const outputs = sizes[last + 1]!;
    this.dispatches.push(
      lossGradientDispatch(
        this.#kernels,
        outputs,
        padded,
        count,
        output,
        expected,
        gradient(last),
        this.columns.at(last, batch),
      ),
    );
    this.#weightGradient(last, padded, gradient(last), slots.activation(last));
    for (let layer = last - 1; layer >= 0; layer -= 1) {
      const units = sizes[layer + 1]!;
      const gradActivation = gradients.h.at(0, units, padded);
      const [z, entries] = [slots.preactivation(layer), this.columns.at(layer, batch)];
      this.dispatches.push(
        gradActivationDispatch(this.#kernels, this.#store, layer + 1, padded, gradient(layer + 1), gradActivation),
        gradPreactivationDispatch(this.#kernels, units, padded, gradActivation, z, gradient(layer), entries),
      );
      if (this.#picture !== null && index === 0) {
        // Rows of gradients follow those of the activations.
        const shape = { sizes, layer: last + layer + 1, columns: padded, examples: count };
        this.dispatches.push(pictureDispatch(this.#kernels, shape, gradient(layer), this.#picture));
      }
      this.#weightGradient(layer, padded, gradient(layer), slots.activation(layer));
    }
  }

  /** ∂loss/∂W of one layer of weights, and its column statistics. */
  #weightGradient(layer: number, padded: number, gradient: MatrixSlices, activation: MatrixSlices): void {
    if (this.weightColumns === null) return;
    const [fanIn, fanOut] = [this.#store.sizes[layer]!, this.#store.sizes[layer + 1]!];
    const columns = roundUp(fanIn, 4);
    const raw = this.#weightSlots("gradWeight").at(0, fanOut, columns);
    const normal = this.#weightSlots("normal gradWeight").at(0, fanOut, columns);
    this.dispatches.push(
      gradWeightDispatch(this.#kernels, fanOut, fanIn, padded, gradient, activation, raw),
      activateDispatch(
        this.#kernels.measure,
        fanOut,
        columns,
        raw,
        normal,
        this.weightColumns.at(layer, { start: 0, padded: columns }),
      ),
    );
  }

  readonly #madeSlots = new Map<string, MatrixSlots>();

  #weightSlots(label: string): MatrixSlots {
    const { sizes } = this.#store;
    const [outs, ins] = [Math.max(...sizes.slice(1)), roundUp(Math.max(...sizes.slice(0, -1)), 4)];
    const slots = this.#madeSlots.get(label) ?? new MatrixSlots(this.#pool, label, 1, outs, ins);
    this.#madeSlots.set(label, slots);
    return slots;
  }
}
