import type { RunOptions, SignalPicture } from "../../model/engine.ts";
import type { Network } from "../../model/network.ts";
import { workLimits } from "../batches.ts";
import { BufferPool, whole } from "../bufferPool.ts";
import type { GpuContext } from "../context.ts";
import { SPAN_BYTES, type Span, histogramDispatch, spanWords, statisticsDispatch } from "../dispatches.ts";
import type { BufferSlice } from "../kernel.ts";
import { COLUMN_THREADS } from "../kernels/fusedParams.ts";
import { STATISTICS_BYTES } from "../passBuffers.ts";
import { pictureBytes, readPicture } from "../picture/pictureBuffer.ts";
import { type Dispatch, Plan, type PlanTrace } from "../plan.ts";
import { Results } from "../results.ts";
import {
  type PlanData,
  type PlanFindings,
  type PlanShape,
  type SignalPlan,
  readFindings,
  resultRows,
} from "../signalPlan.ts";
import { type FusedRange, type Tiles, fusedBatches, fusedRanges, scratchBytes, tilesOf } from "./fusedBatches.ts";
import type { FusedForm, FusedKernels } from "./fusedKernels.ts";
import type { FusedStore } from "./fusedStore.ts";
import { packExamples, slotVectors } from "./packing.ts";

const VECTOR_BYTES = 16;
/** Four examples an entry, two entries a tile. */
const ENTRIES = 2;
const NO_LAYER = 0xffffffff;

/** A network's experiments in as few dispatches as memory and the adapter's patience allow. */
export class FusedPlan implements SignalPlan {
  readonly #pool: BufferPool;
  readonly #results: Results;
  readonly #tiles: Tiles;
  readonly #examples: GPUBuffer;
  readonly #entries: GPUBuffer;
  readonly #values: GPUBuffer;
  readonly #plan: Plan;
  /** log2 of root mean squares, as pictureBuffer.ts reads them. */
  readonly picture: BufferSlice;
  #uploaded: { -readonly [K in "forward" | "backward" | "targets"]?: Float64Array } = {};

  constructor(
    readonly context: GpuContext,
    readonly store: FusedStore,
    readonly kernels: FusedKernels,
    readonly layout: { readonly form: FusedForm; readonly flopPerDispatch: number },
    readonly shape: PlanShape,
  ) {
    const { sizes } = store;
    this.#pool = new BufferPool(context.device);
    try {
      this.#tiles = tilesOf(shape);
      const { forward, gradient } = this.#tiles;
      this.#results = new Results(this.#pool, resultRows(sizes, shape), shape.histogram?.bins ?? 0);
      this.#examples = this.#pool.storage("examples", this.#vectors.end * VECTOR_BYTES);
      const entries = (sizes.length - 1) * ENTRIES * (forward + gradient);
      this.#entries = this.#pool.storage("first level of statistics", entries * STATISTICS_BYTES);
      this.#values = this.#pool.storage("histogram layer", this.#histogramBytes.end);
      this.picture = whole(this.#pool.storage("picture", pictureBytes(sizes)));
      this.#plan = this.#assemble();
    } catch (error) {
      this.#pool.destroy();
      throw error;
    }
  }

  get trace(): PlanTrace {
    return this.#plan.trace;
  }

  /** Where each kind of example starts, in vectors. */
  get #vectors(): { gradients: number; targets: number; end: number } {
    const { sizes } = this.store;
    const gradients = this.#tiles.forward * slotVectors(sizes[0]!);
    const targets = gradients + this.#tiles.gradient * slotVectors(sizes[0]!);
    return { gradients, targets, end: targets + this.#tiles.gradient * slotVectors(sizes.at(-1)!) };
  }

  /** Bytes of the histogram layer's values, and of them with their powers of two. */
  get #histogramBytes(): { row: number; values: number; end: number } {
    const row = ENTRIES * this.#tiles.forward * VECTOR_BYTES;
    const units = this.shape.histogram === null ? 0 : this.store.sizes[this.shape.histogram.layer]!;
    return { row, values: row * units, end: units === 0 ? 0 : row * (units + 1) };
  }

  #assemble(): Plan {
    const { form, flopPerDispatch } = this.layout;
    const { flopPerSubmission } = workLimits(this.context.info.software);
    const { sizes } = this.store;
    const batches = fusedBatches(sizes, this.#tiles, form, flopPerDispatch);
    const scratch = this.#pool.storage(
      "layers in hand",
      Math.max(...batches.map(({ first, count }) => scratchBytes(sizes, this.#tiles, first, count))),
    );
    const ranges = batches.flatMap((batch) => fusedRanges(sizes, this.#tiles, batch, form, flopPerDispatch));
    const dispatches = [
      ...ranges.map((range) => this.#dispatch(range, whole(scratch))),
      this.#statistics(),
      ...this.#histogram(),
    ];
    const results = [...this.#results.slices, ...(this.shape.picture ? [this.picture] : [])];
    return new Plan(this.context, dispatches, results, this.#results.cleared, flopPerSubmission);
  }

  #dispatch({ firstTile, tiles, firstStep, endStep, flop }: FusedRange, scratch: BufferSlice): Dispatch {
    const { sizes, table, weights } = this.store;
    const { forwardExamples, backwardExamples, histogram } = this.shape;
    const params = {
      layers: sizes.length - 1,
      first_step: firstStep,
      end_step: endStep,
      first_tile: firstTile,
      batch_tiles: tiles,
      forward_tiles: this.#tiles.forward,
      gradient_tiles: this.#tiles.gradient,
      forward_examples: forwardExamples,
      gradient_examples: backwardExamples,
      slot_units: Math.max(...sizes),
      input_units: sizes[0]!,
      output_units: sizes.at(-1)!,
      target_start: this.#vectors.targets,
      histogram_layer: histogram?.layer ?? NO_LAYER,
    };
    return {
      kernel: this.kernels.fused,
      params: () => params,
      buffers: [
        table,
        weights,
        whole(this.#examples),
        scratch,
        whole(this.#entries),
        whole(this.#values),
        this.picture,
      ],
      workgroups: [this.layout.form === "columns" ? tiles / COLUMN_THREADS : tiles, 1],
      flop,
    };
  }

  #statistics(): Dispatch {
    const { sizes } = this.store;
    const layers = sizes.length - 1;
    const { forwardExamples, backwardExamples } = this.shape;
    const { forward, gradient } = this.#tiles;
    const rows = (start: number, stride: number, examples: number, units: readonly number[]): Span[] =>
      examples === 0
        ? []
        : units.map((count, row) => ({
            start: start + row * stride,
            entries: Math.ceil(examples / 4),
            examples,
            units: count,
          }));
    const spans = [
      ...rows(0, ENTRIES * forward, forwardExamples, sizes.slice(0, -1)),
      ...rows(layers * ENTRIES * forward, ENTRIES * gradient, backwardExamples, sizes.slice(1)),
    ];
    const buffer = this.#pool.storage("spans", spans.length * SPAN_BYTES);
    this.context.device.queue.writeBuffer(buffer, 0, spanWords(spans));
    const shape = { layers: spans.length, first: 0, entries: spans.reduce((sum, { entries }) => sum + entries, 0) };
    return statisticsDispatch(this.kernels, shape, whole(this.#entries), whole(buffer), this.#results);
  }

  #histogram(): Dispatch[] {
    const { histogram, forwardExamples } = this.shape;
    if (histogram === null || forwardExamples === 0) return [];
    const { row, values, end } = this.#histogramBytes;
    const shape = {
      units: this.store.sizes[histogram.layer]!,
      columns: row / 4,
      examples: forwardExamples,
      entry: histogram.layer,
      bins: histogram.bins,
    };
    const buffer = this.#values;
    const mantissas = { buffer, offset: 0, size: values };
    const exponents = { buffer, offset: values, size: end - values };
    return [histogramDispatch(this.kernels, shape, [mantissas, exponents], this.#results.layers, this.#results.counts)];
  }

  async run(network: Network, data: PlanData, options: RunOptions): Promise<PlanFindings> {
    this.store.upload(network);
    const { sizes } = this.store;
    const { gradients, targets } = this.#vectors;
    this.#upload("forward", data.forward, sizes[0]!, this.#tiles.forward, 0);
    this.#upload("backward", data.backward?.inputs ?? null, sizes[0]!, this.#tiles.gradient, gradients);
    this.#upload("targets", data.backward?.targets ?? null, sizes.at(-1)!, this.#tiles.gradient, targets);
    const bytes = await this.#plan.run(NO_SCALES, options);
    const findings = readFindings(this.#results, bytes, network, this.shape);
    const picture: SignalPicture | null = this.shape.picture
      ? readPicture(bytes, bytes.byteLength - this.picture.size, sizes)
      : null;
    return { ...findings, picture };
  }

  /** Uploads (units, examples) values as slots from vector `start` on, unless they are the array already there. */
  #upload(
    kind: "forward" | "backward" | "targets",
    values: Float64Array | null,
    units: number,
    tiles: number,
    start: number,
  ): void {
    if (values === null || this.#uploaded[kind] === values) return;
    this.context.device.queue.writeBuffer(this.#examples, start * VECTOR_BYTES, packExamples(values, units, tiles));
    this.#uploaded[kind] = values;
  }

  destroy(): void {
    this.#plan.destroy();
    this.#pool.destroy();
  }
}

/** The layer table holds this plan's scales. */
const NO_SCALES = {
  weight: () => ({ high: 0, low: 0, exponent: 0 }),
  biasExponent: () => 0,
};
