import type { Batch } from "./batches.ts";
import type { BufferPool } from "./bufferPool.ts";
import { type MatrixSlices, activateDispatch, affineDispatch, histogramDispatch } from "./dispatches.ts";
import type { BufferSlice } from "./kernel.ts";
import { ColumnEntries, ExampleBlocks, MatrixSlots } from "./passBuffers.ts";
import type { PassKernels } from "./passKernels.ts";
import { pictureDispatch } from "./picture/pictureDispatch.ts";
import type { Dispatch } from "./plan.ts";
import type { Results } from "./results.ts";
import type { WeightStore } from "./weightStore.ts";

/** Where one batch's matrices lie: preactivations by layer of weights, activations by layer from the input. */
export interface ForwardSlots {
  readonly input: MatrixSlices;
  readonly preactivation: (layer: number) => MatrixSlices;
  readonly activation: (layer: number) => MatrixSlices;
  /** The first level's entries of the activations of a layer. */
  readonly columns: (layer: number) => BufferSlice;
  /** Draws a hidden layer's activations; for the batch whose examples the picture shows. */
  readonly picture?: ((layer: number) => Dispatch) | undefined;
}

/** The input, measured, then z and h of each hidden layer up to `last`. */
export function hiddenLayers(
  kernels: PassKernels,
  store: WeightStore,
  columns: number,
  hasBias: boolean,
  slots: ForwardSlots,
  last = store.sizes.length - 2,
): Dispatch[] {
  const { sizes } = store;
  const { input, preactivation, activation } = slots;
  const list = [activateDispatch(kernels.measure, sizes[0]!, columns, input, activation(0), slots.columns(0))];
  for (let layer = 1; layer <= last; layer += 1) {
    const z = preactivation(layer - 1);
    list.push(affineDispatch(kernels, store, layer - 1, columns, hasBias, activation(layer - 1), z));
    list.push(activateDispatch(kernels.activate, sizes[layer]!, columns, z, activation(layer), slots.columns(layer)));
    if (slots.picture !== undefined) list.push(slots.picture(layer));
  }
  return list;
}

/** Buffers and dispatches of the forward experiment: statistics of every layer, and one layer's histogram. */
export class ForwardPass {
  readonly inputs: ExampleBlocks;
  readonly columns: ColumnEntries;
  readonly dispatches: Dispatch[] = [];
  readonly histograms: Dispatch[] = [];

  constructor(
    pool: BufferPool,
    kernels: PassKernels,
    store: WeightStore,
    batches: readonly Batch[],
    hasBias: boolean,
    histogramLayer: number | null,
    results: Results,
    picture: BufferSlice | null,
  ) {
    const { sizes } = store;
    const widest = Math.max(...sizes);
    const longest = Math.max(...batches.map(({ padded }) => padded));
    const examples = batches.reduce((sum, { count }) => sum + count, 0);
    this.inputs = new ExampleBlocks(pool, "inputs", sizes[0]!, batches);
    this.columns = new ColumnEntries(pool, "activation statistics", sizes.length - 1, examples);
    const preactivations = new MatrixSlots(pool, "preactivation", 1, widest, longest);
    const activations = new MatrixSlots(pool, "activation", 2, widest, longest);
    const zero = new MatrixSlots(pool, "no exponents", 1, 1, longest);
    // With one batch the histogram's layer is kept; with more, their passes up to it are made again.
    const kept =
      histogramLayer === null ? null : new MatrixSlots(pool, "histogram layer", 1, sizes[histogramLayer]!, longest);

    batches.forEach((batch, index) => {
      const { padded, count } = batch;
      const slots: ForwardSlots = {
        input: [this.inputs.at(index), zero.at(0, 1, padded)[1]],
        preactivation: (layer) => preactivations.at(0, sizes[layer + 1]!, padded),
        activation: (layer) => (layer === histogramLayer ? kept! : activations).at(layer, sizes[layer]!, padded),
        columns: (layer) => this.columns.at(layer, batch),
      };
      const draw = (layer: number): Dispatch =>
        pictureDispatch(kernels, { sizes, layer, columns: padded, examples: count }, slots.activation(layer), picture!);
      const drawn = picture !== null && index === 0 ? { ...slots, picture: draw } : slots;
      this.dispatches.push(...hiddenLayers(kernels, store, padded, hasBias, drawn));
      if (histogramLayer === null) return;
      if (batches.length > 1) {
        this.histograms.push(...hiddenLayers(kernels, store, padded, hasBias, slots, histogramLayer));
      }
      const shape = {
        units: sizes[histogramLayer]!,
        columns: padded,
        examples: count,
        entry: histogramLayer,
        bins: results.bins,
      };
      const values = slots.activation(histogramLayer);
      this.histograms.push(histogramDispatch(kernels, shape, values, results.layers, results.counts));
    });
  }
}
