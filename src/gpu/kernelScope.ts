import type { Histogram, LayerStatistics } from "../model/engine.ts";
import type { WeightMatrix } from "../model/kernels.ts";
import type { ScaledMatrix } from "../model/scaled.ts";
import { BufferPool, whole } from "./bufferPool.ts";
import type { GpuContext } from "./context.ts";
import {
  type MatrixSlices,
  SPAN_BYTES,
  activateDispatch,
  histogramDispatch,
  spanWords,
  statisticsDispatch,
} from "./dispatches.ts";
import { GpuMatrix } from "./gpuMatrix.ts";
import type { BufferSlice } from "./kernel.ts";
import { ColumnEntries } from "./passBuffers.ts";
import type { PassKernels } from "./passKernels.ts";
import { type Dispatch, Plan, type RunScales } from "./plan.ts";
import { Results } from "./results.ts";
import { WeightStore, weightScale } from "./weightStore.ts";

const NO_SCALES: RunScales = { weight: () => weightScale(1), biasExponent: () => 0 };

/** The buffers of one call, freed together. */
export class KernelScope {
  readonly pool: BufferPool;
  readonly #stores: WeightStore[] = [];

  constructor(
    readonly context: GpuContext,
    readonly kernels: PassKernels,
  ) {
    this.pool = new BufferPool(context.device);
  }

  upload(matrix: ScaledMatrix): MatrixSlices {
    const copy = new GpuMatrix(this.pool, matrix.rows, matrix.columns);
    copy.upload(matrix);
    return copy.slices;
  }

  entries(columns: number): BufferSlice {
    return new ColumnEntries(this.pool, "statistics", 1, columns).at(0, { start: 0, padded: columns });
  }

  weights(
    { fanIn, fanOut, unit, std }: WeightMatrix,
    bias: Float64Array | null,
  ): { store: WeightStore; scales: RunScales } {
    const store = new WeightStore(this.context.device, [fanIn, fanOut]);
    this.#stores.push(store);
    const biases = bias && [bias];
    store.upload(this.context.device, {
      sizes: [fanIn, fanOut],
      nonlinearity: "relu",
      weights: [unit],
      weightStd: [std],
      biases,
    });
    return { store, scales: { weight: () => weightScale(std), biasExponent: (layer) => store.biasExponent(layer) } };
  }

  /** Runs the dispatches; `out` then holds its values. */
  async run(dispatches: readonly Dispatch[], out: GpuMatrix, scales = NO_SCALES): Promise<void> {
    const plan = new Plan(this.context, dispatches, out.slices, [], Infinity);
    try {
      out.receive(await plan.run(scales));
    } finally {
      plan.destroy();
    }
  }

  async statistics(matrix: MatrixSlices, rows: number, columns: number): Promise<LayerStatistics> {
    const { bytes, results } = await this.#measure(matrix, rows, columns, 0);
    return results.statistics(bytes, 0, 1)[0]!;
  }

  async histogram(matrix: MatrixSlices, { rows, columns }: ScaledMatrix, bins: number): Promise<Histogram> {
    const { bytes, results } = await this.#measure(matrix, rows, columns, bins);
    return results.histogram(bytes, 0, results.statistics(bytes, 0, 1)[0]!);
  }

  async #measure(
    matrix: MatrixSlices,
    rows: number,
    examples: number,
    bins: number,
  ): Promise<{ bytes: ArrayBuffer; results: Results }> {
    const normal = new GpuMatrix(this.pool, rows, examples);
    const { columns, slices } = normal;
    const entries = new ColumnEntries(this.pool, "statistics", 1, columns);
    const spans = this.pool.storage("spans", SPAN_BYTES);
    const span = { start: 0, entries: examples, examples, units: rows };
    this.context.device.queue.writeBuffer(spans, 0, spanWords([span]));
    const results = new Results(this.pool, 1, bins);
    const { measure } = this.kernels;
    const shape = { layers: 1, first: 0, entries: examples };
    const dispatches = [
      activateDispatch(measure, rows, columns, matrix, slices, entries.at(0, { start: 0, padded: columns })),
      statisticsDispatch(this.kernels, shape, entries.all, whole(spans), results),
    ];
    if (bins > 0) {
      const counted = { units: rows, columns, examples, entry: 0, bins };
      dispatches.push(histogramDispatch(this.kernels, counted, slices, results.layers, results.counts));
    }
    const plan = new Plan(this.context, dispatches, results.slices, results.cleared, Infinity);
    try {
      return { bytes: await plan.run(NO_SCALES), results };
    } finally {
      plan.destroy();
    }
  }

  destroy(): void {
    for (const store of this.#stores) store.destroy();
    this.pool.destroy();
  }
}
