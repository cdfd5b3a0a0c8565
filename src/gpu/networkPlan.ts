import type { RunOptions } from "../model/engine.ts";
import type { Network } from "../model/network.ts";
import { BackwardPass } from "./backwardPass.ts";
import { backwardBatches, forwardBatches, workLimits } from "./batches.ts";
import { BufferPool, whole } from "./bufferPool.ts";
import type { GpuContext } from "./context.ts";
import { SPAN_BYTES, type Span, spanWords, statisticsDispatch } from "./dispatches.ts";
import { ForwardPass } from "./forwardPass.ts";
import type { BufferSlice } from "./kernel.ts";
import type { PassKernels } from "./passKernels.ts";
import type { ColumnEntries } from "./passBuffers.ts";
import { pictureBytes, readPicture } from "./picture/pictureBuffer.ts";
import { type Dispatch, Plan, type PlanTrace } from "./plan.ts";
import { Results } from "./results.ts";
import {
  type PlanData,
  type PlanFindings,
  type PlanShape,
  type SignalPlan,
  readFindings,
  resultRows,
} from "./signalPlan.ts";
import { type WeightStore, weightScale } from "./weightStore.ts";

/** The forward and backward experiments of one network, prepared: uniforms and examples may change from run to run. */
export class NetworkPlan implements SignalPlan {
  readonly #pool: BufferPool;
  readonly #results: Results;
  readonly #forward: ForwardPass | null;
  readonly #backward: BackwardPass | null;
  readonly #plan: Plan;
  readonly picture: BufferSlice | null;

  /** Allocates all that runs of this shape need; where that fails, nothing of it is left. */
  constructor(
    readonly context: GpuContext,
    readonly store: WeightStore,
    kernels: PassKernels,
    readonly shape: PlanShape,
  ) {
    this.#pool = new BufferPool(context.device);
    try {
      const { forwardExamples, backwardExamples, histogram } = shape;
      const drawn = forwardExamples > 0 && backwardExamples > 0;
      this.picture = drawn ? whole(this.#pool.storage("picture", pictureBytes(store.sizes))) : null;
      const bins = forwardExamples > 0 ? (histogram?.bins ?? 0) : 0;
      this.#results = new Results(this.#pool, resultRows(store.sizes, shape), bins);
      this.#forward = this.#forwardPass(kernels);
      this.#backward = this.#backwardPass(kernels);
      this.#plan = this.#assemble(kernels);
    } catch (error) {
      this.#pool.destroy();
      throw error;
    }
  }

  #forwardPass(kernels: PassKernels): ForwardPass | null {
    const { forwardExamples, hasBias, histogram } = this.shape;
    if (forwardExamples === 0) return null;
    const batches = forwardBatches(this.store.sizes, forwardExamples, this.context.info.software);
    const layer = histogram?.layer ?? null;
    return new ForwardPass(this.#pool, kernels, this.store, batches, hasBias, layer, this.#results, this.picture);
  }

  #backwardPass(kernels: PassKernels): BackwardPass | null {
    const { backwardExamples, hasBias, weightGradients } = this.shape;
    if (backwardExamples === 0) return null;
    const batches = backwardBatches(this.store.sizes, backwardExamples, weightGradients, this.context.info.software);
    return new BackwardPass(this.#pool, kernels, this.store, batches, hasBias, weightGradients, this.picture);
  }

  #assemble(kernels: PassKernels): Plan {
    const dispatches = [
      ...(this.#forward?.dispatches ?? []),
      ...(this.#backward?.dispatches ?? []),
      ...this.#statistics(kernels),
      ...(this.#forward?.histograms ?? []),
    ];
    const { flopPerSubmission } = workLimits(this.context.info.software);
    const results = [...this.#results.slices, ...(this.#readsPicture ? [this.picture!] : [])];
    return new Plan(this.context, dispatches, results, this.#results.cleared, flopPerSubmission);
  }

  get #readsPicture(): boolean {
    return this.shape.picture && this.picture !== null;
  }

  get trace(): PlanTrace {
    return this.#plan.trace;
  }

  /** The second level for each pass, and for each layer's weight gradient. */
  #statistics(kernels: PassKernels): Dispatch[] {
    const { sizes } = this.store;
    const { forwardExamples, backwardExamples } = this.shape;
    const groups: { columns: ColumnEntries; spans: Span[] }[] = [];
    const add = (columns: ColumnEntries, units: readonly number[], examples: (layer: number) => number): void => {
      const span = (rows: number, layer: number): Span => {
        const count = examples(layer);
        return { start: layer * columns.stride, entries: count, examples: count, units: rows };
      };
      groups.push({ columns, spans: units.map(span) });
    };
    if (this.#forward !== null) add(this.#forward.columns, sizes.slice(0, -1), () => forwardExamples);
    if (this.#backward !== null) {
      const { columns, weightColumns } = this.#backward;
      add(columns, sizes.slice(1), () => backwardExamples);
      if (weightColumns !== null) add(weightColumns, sizes.slice(1), (layer) => sizes[layer]!);
    }
    const all = groups.flatMap(({ spans }) => spans);
    const buffer = this.#pool.storage("spans", all.length * SPAN_BYTES);
    this.context.device.queue.writeBuffer(buffer, 0, spanWords(all));
    let first = 0;
    return groups.map(({ columns, spans }) => {
      const shape = { layers: spans.length, first, entries: spans.reduce((sum, { entries }) => sum + entries, 0) };
      first += spans.length;
      return statisticsDispatch(kernels, shape, columns.all, whole(buffer), this.#results);
    });
  }

  /** Runs both passes in one submission, where the work is short enough for one. */
  async run(network: Network, data: PlanData, options: RunOptions): Promise<PlanFindings> {
    const { device } = this.context;
    this.store.upload(device, network);
    if (data.forward !== null) this.#forward?.inputs.upload(device, data.forward);
    if (data.backward !== null) {
      this.#backward?.inputs.upload(device, data.backward.inputs);
      this.#backward?.targets.upload(device, data.backward.targets);
    }
    const scales = network.weightStd.map(weightScale);
    const bytes = await this.#plan.run(
      { weight: (layer) => scales[layer]!, biasExponent: (layer) => this.store.biasExponent(layer) },
      options,
    );
    const picture = this.#readsPicture
      ? readPicture(bytes, bytes.byteLength - this.picture!.size, this.store.sizes)
      : null;
    return { ...readFindings(this.#results, bytes, network, this.shape), picture };
  }

  destroy(): void {
    this.#plan.destroy();
    this.#pool.destroy();
  }
}
