import { bands } from "../../diagram/submitDispatches.ts";
import { roundUp, whole } from "../../bufferPool.ts";
import { optimizerParams } from "../optimizerParams.ts";
import type { TrainingStore } from "../trainingStore.ts";
import { LAYER_THREADS, type LayeredKernels } from "./layeredKernels.ts";
import { GRADIENT_TILE, type LayeredShape, layeredShape } from "./layeredShape.ts";
import type { LayeredBuffers, LayeredDispatch, LayeredSteps } from "./layeredSteps.ts";

/** A thread of the products takes two quads of examples side by side, and a workgroup eight times as many. */
const GROUP_QUADS = 16;
/** Rows that a workgroup of the products takes. */
const PRODUCT_ROWS = 64;
/** Workgroups that lie side by side at most. */
const MOST_WORKGROUPS = 65_535;

/** Makes dispatches, none of more than so many floating-point operations, as far as tiles can be parted. */
export class LayeredDispatches {
  readonly #shape: LayeredShape;

  constructor(
    readonly store: TrainingStore,
    readonly kernels: LayeredKernels,
    readonly buffers: LayeredBuffers,
    readonly flopPerDispatch: number,
  ) {
    this.#shape = layeredShape(store.setup);
  }

  steps(): LayeredSteps {
    const layers = this.store.layout.layers.map((_, layer) => layer);
    const { batch, columns } = this.#shape;
    return {
      next: [this.#next(0)],
      batch: [this.#batch(1, batch)],
      forward: layers.flatMap((layer) => this.#forward(layer, batch)),
      loss: [this.#shared("loss", Math.ceil(batch / 4)), this.#mean()],
      update: [
        ...layers
          .toReversed()
          .flatMap((layer) => [...this.#gradient(layer), ...(layer > 0 ? this.#backward(layer) : [])]),
        this.#shared("update", this.store.layout.array),
      ],
      logits: [
        this.#next(columns),
        this.#batch(0, columns),
        ...layers.flatMap((layer) => this.#forward(layer, columns)),
        this.#logits(layers.length - 1),
      ],
    };
  }

  #next(at_once: number): LayeredDispatch {
    const { steps, results, setup } = this.store;
    const params = { examples: setup.data.examples, at_once };
    return this.#dispatch("next", params, [steps, results, this.buffers.current], [1, 1, 1]);
  }

  #batch(ordered: number, most: number): LayeredDispatch {
    const { data, orders, setup } = this.store;
    const { columns } = this.#shape;
    const { current, scratch } = this.buffers;
    const features = setup.network.sizes[0]!;
    const workgroups = [Math.ceil(roundUp(most, 4) / LAYER_THREADS), Math.min(MOST_WORKGROUPS, features), 1] as const;
    const params = { features, examples: setup.data.examples, columns, ordered };
    return this.#dispatch("batch", params, [data, orders, current, scratch], workgroups);
  }

  /** For so many examples at most. */
  #forward(layer: number, most: number): LayeredDispatch[] {
    const { activationRows, gradientRows } = this.#shape;
    const { fanIn, fanOut } = this.store.layout.layers[layer]!;
    const { parameters, results } = this.store;
    const rows = {
      from_row: activationRows[layer]!,
      activation_row: activationRows[layer + 1] ?? 0,
      gradient_row: gradientRows[layer]!,
      is_last: Number(layer === gradientRows.length - 1),
    };
    return this.#quadBands(fanIn, fanOut, most).map(([first_quad, groups]) => {
      const buffers = [parameters, this.buffers.current, this.buffers.scratch, results];
      const workgroups = [groups, Math.ceil(fanOut / PRODUCT_ROWS), 1] as const;
      return this.#dispatch("forward", { ...this.#place(layer), ...rows, first_quad }, buffers, workgroups);
    });
  }

  /** From a layer's ∂loss/∂z to that of the one below. */
  #backward(layer: number): LayeredDispatch[] {
    const { gradientRows } = this.#shape;
    const { fanIn, fanOut } = this.store.layout.layers[layer]!;
    const rows = { from_row: gradientRows[layer]!, gradient_row: gradientRows[layer - 1]! };
    return this.#quadBands(fanIn, fanOut, this.#shape.batch).map(([first_quad, groups]) => {
      const buffers = [this.store.parameters, this.buffers.current, this.buffers.scratch];
      const workgroups = [groups, Math.ceil(fanIn / PRODUCT_ROWS), 1] as const;
      return this.#dispatch("backward", { ...this.#place(layer), ...rows, first_quad }, buffers, workgroups);
    });
  }

  #gradient(layer: number): LayeredDispatch[] {
    const { activationRows, gradientRows, stretches, chunk } = this.#shape;
    const { fanIn, fanOut } = this.store.layout.layers[layer]!;
    const { copy: _, ...place } = this.#place(layer);
    const rows = {
      array: this.store.layout.array,
      activation_row: activationRows[layer]!,
      gradient_row: gradientRows[layer]!,
    };
    const { current, scratch, sums } = this.buffers;
    // Rows of tiles by stretches: whole rows where there is time for all their stretches.
    const atOnce = this.flopPerDispatch / (2 * GRADIENT_TILE * (fanIn + 1) * Math.min(chunk, this.#shape.batch));
    const unitBands = bands(Math.ceil(fanOut / GRADIENT_TILE), atOnce / stretches);
    return unitBands.flatMap(([firstRow, tileRows]) =>
      bands(stretches, atOnce / tileRows).map(([first_stretch, count]) => {
        const params = { ...place, ...rows, first_unit: firstRow * GRADIENT_TILE, first_stretch };
        const workgroups = [Math.ceil((fanIn + 1) / GRADIENT_TILE), tileRows, count] as const;
        return this.#dispatch("gradient", params, [current, scratch, sums], workgroups);
      }),
    );
  }

  #mean(): LayeredDispatch {
    const { columns, lossRow } = this.#shape;
    const { scratch, current } = this.buffers;
    return this.#dispatch(
      "mean",
      { loss_quad: (lossRow * columns) / 4 },
      [scratch, this.store.results, current],
      [1, 1, 1],
    );
  }

  #logits(last: number): LayeredDispatch {
    const { setup, logitsStart, results, layout } = this.store;
    const { columns, gradientRows } = this.#shape;
    const outputs = layout.layers[last]!.fanOut;
    const params = {
      outputs,
      examples: setup.data.examples,
      columns,
      last_row: gradientRows[last]!,
      logits_start: logitsStart,
    };
    const { scratch, current } = this.buffers;
    const workgroups = [Math.ceil(columns / LAYER_THREADS), Math.min(MOST_WORKGROUPS, outputs), 1] as const;
    return this.#dispatch("logits", params, [scratch, current, results], workgroups);
  }

  /** A dispatch of what is shared with the fused path, over so many examples or parameters. */
  #shared(kernel: "loss" | "update", items: number): LayeredDispatch {
    const { layers, data, steps, orders, parameters, results, setup, layout, logitsStart } = this.store;
    const { columns, gradientRows, lossRow } = this.#shape;
    const { scratch, sums, current } = this.buffers;
    const params = {
      layers: layout.layers.length,
      examples: setup.data.examples,
      columns,
      gradient_rows: gradientRows[0]!,
      loss_row: lossRow,
      array: layout.array,
      copy: layout.copy,
      // Which step it is, these kernels know from `current`.
      iteration: 0,
      first_step: 0,
      end_step: 0,
      updates: 0,
      first_example: 0,
      end_example: 0,
      logits_start: logitsStart,
      ...optimizerParams(setup.optimizer),
    };
    const hand = kernel === "loss" ? scratch : sums;
    const buffers = [layers, data, steps, orders, parameters, hand, results, current];
    return this.#dispatch(kernel, params, buffers, [Math.min(MOST_WORKGROUPS, Math.ceil(items / LAYER_THREADS)), 1, 1]);
  }

  #place(layer: number) {
    const { fanIn, fanOut, start } = this.store.layout.layers[layer]!;
    return { copy: this.store.layout.copy, start, fan_in: fanIn, fan_out: fanOut, quads: this.#shape.columns / 4 };
  }

  /** [first quad, workgroups] of the bands of examples that a product of (fanIn, fanOut) takes at once. */
  #quadBands(fanIn: number, fanOut: number, most: number): [first: number, groups: number][] {
    const flopPerGroup = 4 * GROUP_QUADS * 2 * (fanIn + 1) * fanOut;
    const groups = Math.ceil(most / (4 * GROUP_QUADS));
    return bands(groups, this.flopPerDispatch / flopPerGroup).map(([first, count]) => [first * GROUP_QUADS, count]);
  }

  #dispatch(
    kernel: keyof LayeredKernels,
    params: Readonly<Record<string, number>>,
    buffers: readonly GPUBuffer[],
    workgroups: LayeredDispatch["workgroups"],
  ): LayeredDispatch {
    return { kernel: this.kernels[kernel], params, buffers: buffers.map(whole), workgroups };
  }
}
