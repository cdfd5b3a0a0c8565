import type {
  BackwardOptions,
  BackwardStatistics,
  Engine,
  EngineInfo,
  ForwardOptions,
  ForwardStatistics,
  SignalStatistics,
} from "../model/engine.ts";
import { type Network, assertNetwork } from "../model/network.ts";
import { type GpuContext, openContext } from "./context.ts";
import { type DeviceLostError, withErrorScopes } from "./errors.ts";
import { NetworkPlan, type PlanData, type PlanShape } from "./networkPlan.ts";
import { type PassKernels, compilePassKernels } from "./passKernels.ts";
import type { PlanTrace } from "./plan.ts";
import { assertPlanFits } from "./planLimits.ts";
import { WeightStore } from "./weightStore.ts";

/** Opens the GPU, or gives null where there is no adapter. `onLost` hears once if the device goes. */
export async function openGpuEngine(gpu: GPU, onLost?: (error: DeviceLostError) => void): Promise<GpuEngine | null> {
  const context = await openContext(gpu, onLost);
  return context && new GpuEngine(context);
}

/**
 * The WebGPU engine: float32 with a power of two carried an example, so that no magnitude is lost.
 * Matrices stay on the GPU; statistics come back. Runs wait for each other.
 */
export class GpuEngine implements Engine {
  #store: WeightStore | null = null;
  #plan: { readonly key: string; readonly plan: NetworkPlan } | null = null;
  #queue: Promise<unknown> = Promise.resolve();

  constructor(readonly context: GpuContext) {}

  get info(): EngineInfo {
    return this.context.info;
  }

  /** Dispatches, submissions and bytes read back by one run of the latest plan. */
  get trace(): PlanTrace | null {
    return this.#plan?.plan.trace ?? null;
  }

  assertFits(sizes: readonly number[], examples: number, gradientExamples = 0): void {
    this.#assertPlan(sizes, {
      hasBias: false,
      forwardExamples: examples,
      histogram: { layer: 0, bins: 1 },
      backwardExamples: gradientExamples,
      weightGradients: false,
    });
  }

  #assertPlan(sizes: readonly number[], shape: PlanShape): void {
    assertPlanFits(this.context.device.limits, this.info.software, sizes, shape);
  }

  async forwardStatistics(
    network: Network,
    inputs: Float64Array,
    options: ForwardOptions = {},
  ): Promise<ForwardStatistics> {
    const { forward } = await this.#run(network, { forward: inputs, backward: null }, options);
    return forward!;
  }

  async backwardStatistics(
    network: Network,
    inputs: Float64Array,
    targets: Float64Array | null,
    options: BackwardOptions = {},
  ): Promise<BackwardStatistics> {
    const data = { forward: null, backward: withTargets(network, inputs, targets) };
    const { backward } = await this.#run(network, data, options);
    return backward!;
  }

  async signalStatistics(
    network: Network,
    inputs: Float64Array,
    gradientInputs: Float64Array,
    options: ForwardOptions = {},
  ): Promise<SignalStatistics> {
    const data = { forward: inputs, backward: withTargets(network, gradientInputs, null) };
    const { forward, backward } = await this.#run(network, data, options);
    return { forward: forward!, backward: backward!, picture: null };
  }

  #run(
    network: Network,
    data: PlanData,
    options: ForwardOptions & BackwardOptions,
  ): Promise<Awaited<ReturnType<NetworkPlan["run"]>>> {
    const turn = this.#queue.then(async () => {
      options.signal?.throwIfAborted();
      this.context.assertAlive();
      const plan = await this.#planFor(network, data, options);
      options.signal?.throwIfAborted();
      try {
        return await plan.run(network, data, options);
      } catch (error) {
        // A lost device shows itself as many kinds of failure; its own notice may come a moment later.
        await new Promise((resolve) => void setTimeout(resolve, 0));
        this.context.assertAlive();
        throw error;
      }
    });
    this.#queue = turn.catch(() => undefined);
    return turn;
  }

  /** The plan for such a run: the one in hand where nothing but numbers changed, else a new one. */
  async #planFor(network: Network, data: PlanData, options: ForwardOptions & BackwardOptions): Promise<NetworkPlan> {
    assertNetwork(network);
    const { sizes, nonlinearity } = network;
    const shape: PlanShape = {
      hasBias: network.biases !== null,
      forwardExamples: examplesOf(data.forward, sizes[0]!),
      histogram: options.histogram ?? null,
      backwardExamples: examplesOf(data.backward?.inputs ?? null, sizes[0]!),
      weightGradients: options.weightGradients ?? false,
    };
    const key = JSON.stringify([sizes, nonlinearity, shape]);
    if (this.#plan?.key === key) return this.#plan.plan;
    this.#assertPlan(sizes, shape);
    const kernels = await compilePassKernels(this.context, nonlinearity);
    this.#plan?.plan.destroy();
    this.#plan = null;
    return this.#allocate(key, sizes, kernels, shape);
  }

  /** Builds the plan; where the GPU has no room for it, nothing of it is left, and no store that may be broken. */
  async #allocate(key: string, sizes: readonly number[], kernels: PassKernels, shape: PlanShape): Promise<NetworkPlan> {
    let plan: NetworkPlan | null = null;
    try {
      await withErrorScopes(this.context.device, "allocating the network", () => {
        plan = new NetworkPlan(this.context, this.#storeFor(sizes), kernels, shape);
      });
    } catch (error) {
      (plan as NetworkPlan | null)?.destroy();
      this.#store?.destroy();
      this.#store = null;
      throw error;
    }
    this.#plan = { key, plan: plan! };
    return plan!;
  }

  #storeFor(sizes: readonly number[]): WeightStore {
    if (this.#store === null || this.#store.sizes.join() !== sizes.join()) {
      this.#store?.destroy();
      this.#store = new WeightStore(this.context.device, sizes);
    }
    return this.#store;
  }

  destroy(): void {
    this.#plan?.plan.destroy();
    this.#store?.destroy();
    this.context.destroy();
  }
}

function withTargets(
  network: Network,
  inputs: Float64Array,
  targets: Float64Array | null,
): NonNullable<PlanData["backward"]> {
  const [ins, outs] = [network.sizes[0]!, network.sizes.at(-1)!];
  const count = examplesOf(inputs, ins) * outs;
  if (targets !== null && targets.length !== count) {
    throw new RangeError(`targets holds ${targets.length} values; (outputs, examples) is (${outs}, ${count / outs})`);
  }
  return { inputs, targets: targets ?? zeros(count) };
}

let sharedZeros = new Float64Array(0);

/** Zeros of this length, the same array while the length stays, so that an upload can be spared. */
function zeros(length: number): Float64Array {
  if (sharedZeros.length !== length) sharedZeros = new Float64Array(length);
  return sharedZeros;
}

function examplesOf(inputs: Float64Array | null, units: number): number {
  if (inputs === null) return 0;
  if (inputs.length === 0 || inputs.length % units !== 0) {
    throw new RangeError(`inputs holds ${inputs.length} values; (inputs, examples) has ${units} rows`);
  }
  return inputs.length / units;
}
