import type { BackwardStatistics, ForwardStatistics, RunOptions } from "../model/engine.ts";
import { type Network, layerCount } from "../model/network.ts";
import { BackwardPass } from "./backwardPass.ts";
import { backwardBatches, forwardBatches, workLimits } from "./batches.ts";
import { BufferPool, whole } from "./bufferPool.ts";
import type { GpuContext } from "./context.ts";
import { statisticsDispatch } from "./dispatches.ts";
import { ForwardPass } from "./forwardPass.ts";
import type { PassKernels } from "./passKernels.ts";
import type { BufferSlice } from "./kernel.ts";
import { type Dispatch, Plan, type PlanTrace } from "./plan.ts";
import { Results, lossFromGradient } from "./results.ts";
import { type WeightStore, weightScale } from "./weightStore.ts";

/** What decides a plan's buffers and dispatches, apart from the network's sizes and φ. */
export interface PlanShape {
  readonly hasBias: boolean;
  readonly forwardExamples: number;
  readonly histogram: { readonly layer: number; readonly bins: number } | null;
  readonly backwardExamples: number;
  readonly weightGradients: boolean;
}

/** The examples of one run; null where the plan has no such pass. */
export interface PlanData {
  readonly forward: Float64Array | null;
  readonly backward: { readonly inputs: Float64Array; readonly targets: Float64Array } | null;
}

/** The forward and backward experiments of one network, prepared: uniforms and examples may change from run to run. */
export class NetworkPlan {
  readonly #pool: BufferPool;
  readonly #results: Results;
  readonly #forward: ForwardPass | null;
  readonly #backward: BackwardPass | null;
  readonly #plan: Plan;

  /** Allocates all that runs of this shape need; where that fails, nothing of it is left. */
  constructor(
    readonly context: GpuContext,
    readonly store: WeightStore,
    kernels: PassKernels,
    readonly shape: PlanShape,
  ) {
    this.#pool = new BufferPool(context.device);
    try {
      const { forwardExamples, backwardExamples, histogram, weightGradients } = shape;
      const sections = [forwardExamples > 0, backwardExamples > 0, weightGradients].filter(Boolean).length;
      const bins = forwardExamples > 0 ? (histogram?.bins ?? 0) : 0;
      this.#results = new Results(this.#pool, sections * (store.sizes.length - 1), bins);
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
    return new ForwardPass(this.#pool, kernels, this.store, batches, hasBias, histogram?.layer ?? null, this.#results);
  }

  #backwardPass(kernels: PassKernels): BackwardPass | null {
    const { backwardExamples, hasBias, weightGradients } = this.shape;
    if (backwardExamples === 0) return null;
    const batches = backwardBatches(this.store.sizes, backwardExamples, weightGradients, this.context.info.software);
    return new BackwardPass(this.#pool, kernels, this.store, batches, hasBias, weightGradients);
  }

  #assemble(kernels: PassKernels): Plan {
    const dispatches = [
      ...(this.#forward?.dispatches ?? []),
      ...(this.#backward?.dispatches ?? []),
      ...this.#statistics(kernels),
      ...(this.#forward?.histograms ?? []),
    ];
    const { flopPerSubmission } = workLimits(this.context.info.software);
    return new Plan(this.context, dispatches, this.#results.slices, [this.#results.counts], flopPerSubmission);
  }

  get trace(): PlanTrace {
    return this.#plan.trace;
  }

  /** The second level for each pass, and for each layer's weight gradient. */
  #statistics(kernels: PassKernels): Dispatch[] {
    const { sizes } = this.store;
    const layers = sizes.length - 1;
    const rows = [
      ...(this.#forward === null ? [] : sizes.slice(0, -1)),
      ...(this.#backward === null ? [] : sizes.slice(1)),
      ...(this.#backward?.weightColumns == null ? [] : sizes.slice(1)),
    ];
    const units = this.#pool.storage("units", rows.length * 4);
    this.context.device.queue.writeBuffer(units, 0, new Uint32Array(rows));
    const list: Dispatch[] = [];
    const add = (count: number, examples: number, first: number, stride: number, columns: BufferSlice): void => {
      const shape = { layers: count, examples, stride, first };
      list.push(statisticsDispatch(kernels, shape, columns, whole(units), this.#results.layers));
    };
    const { forwardExamples, backwardExamples } = this.shape;
    if (this.#forward !== null)
      add(layers, forwardExamples, 0, this.#forward.columns.stride, this.#forward.columns.all);
    const first = this.#backwardStart;
    if (this.#backward === null) return list;
    const { columns, weightColumns } = this.#backward;
    add(layers, backwardExamples, first, columns.stride, columns.all);
    if (weightColumns === null) return list;
    for (let layer = 0; layer < layers; layer += 1) {
      const own = weightColumns.at(layer, { start: 0, padded: weightColumns.stride });
      add(1, sizes[layer]!, first + layers + layer, weightColumns.stride, own);
    }
    return list;
  }

  get #backwardStart(): number {
    return this.#forward === null ? 0 : this.store.sizes.length - 1;
  }

  /** Runs both passes in one submission, where the work is short enough for one. */
  async run(
    network: Network,
    data: PlanData,
    options: RunOptions,
  ): Promise<{ forward: ForwardStatistics | null; backward: BackwardStatistics | null }> {
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
    return this.#read(bytes, network);
  }

  #read(bytes: ArrayBuffer, network: Network): Awaited<ReturnType<NetworkPlan["run"]>> {
    const layers = layerCount(network);
    const { histogram, backwardExamples } = this.shape;
    const activations = this.#forward && this.#results.statistics(bytes, 0, layers);
    const forward = activations && {
      layers: activations,
      histogram: histogram && this.#results.histogram(bytes, histogram.layer, activations[histogram.layer]!),
    };
    if (this.#backward === null) return { forward, backward: null };
    const gradients = this.#results.statistics(bytes, this.#backwardStart, layers);
    const gradWeight =
      this.#backward.weightColumns && this.#results.statistics(bytes, this.#backwardStart + layers, layers);
    const loss = lossFromGradient(gradients[layers - 1]!, network.sizes[layers]! * backwardExamples);
    return { forward, backward: { loss, gradPreactivation: gradients.slice(0, -1), gradWeight } };
  }

  destroy(): void {
    this.#plan.destroy();
    this.#pool.destroy();
  }
}
