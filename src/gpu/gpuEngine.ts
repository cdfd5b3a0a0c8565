import type {
  BackwardOptions,
  BackwardStatistics,
  Engine,
  EngineInfo,
  ForwardOptions,
  ForwardStatistics,
  SignalOptions,
  SignalStatistics,
} from "../model/engine.ts";
import { type Network, assertNetwork } from "../model/network.ts";
import type { NonlinearityId } from "../model/nonlinearity.ts";
import { type GpuContext, openContext } from "./context.ts";
import { type DeviceLostError, withErrorScopes } from "./errors.ts";
import { FusedPath } from "./fused/fusedPath.ts";
import { LayeredPath } from "./layeredPath.ts";
import { type GpuPicture, gpuPicture } from "./picture/pictureBuffer.ts";
import type { PlanTrace } from "./plan.ts";
import type { PassPath, PlanData, PlanFindings, PlanShape, SignalPlan } from "./signalPlan.ts";

/** What the labs ask: both passes, and no gradients of weights. */
const EXPERIMENTS: PlanShape = {
  hasBias: false,
  forwardExamples: 1,
  histogram: null,
  backwardExamples: 1,
  weightGradients: false,
  picture: false,
};

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
  #plan: { readonly key: string; readonly plan: SignalPlan; readonly picture: GpuPicture | null } | null = null;
  #queue: Promise<unknown> = Promise.resolve();
  /** The first that takes a network carries it. */
  readonly #paths: readonly PassPath[];

  constructor(
    readonly context: GpuContext,
    paths: readonly PassPath[] = [new FusedPath(context), new LayeredPath(context)],
  ) {
    this.#paths = paths;
  }

  get info(): EngineInfo {
    return this.context.info;
  }

  /** Dispatches, submissions and bytes read back by one run of the latest plan. */
  get trace(): PlanTrace | null {
    return this.#plan?.plan.trace ?? null;
  }

  /** Where the latest run of both passes left its picture; null where it left none. Valid until the next run's plan. */
  get picture(): GpuPicture | null {
    return this.#plan?.picture ?? null;
  }

  assertFits(sizes: readonly number[], examples: number, gradientExamples = 0): void {
    const shape: PlanShape = {
      hasBias: false,
      forwardExamples: examples,
      histogram: { layer: 0, bins: 1 },
      backwardExamples: gradientExamples,
      weightGradients: false,
      picture: false,
    };
    this.#pathOf(sizes, shape).assertFits(sizes, shape);
  }

  #pathOf(sizes: readonly number[], shape: PlanShape): PassPath {
    return this.#paths.find((path) => path.takes(sizes, shape))!;
  }

  /** Compiles what networks of these sizes need, so that a first run need not wait for it. */
  async compile(sizes: readonly number[], nonlinearity: NonlinearityId): Promise<void> {
    await this.#pathOf(sizes, EXPERIMENTS).compile(sizes, nonlinearity, EXPERIMENTS);
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
    options: SignalOptions = {},
  ): Promise<SignalStatistics> {
    const data = { forward: inputs, backward: withTargets(network, gradientInputs, null) };
    const { forward, backward, picture } = await this.#run(network, data, options);
    return { forward: forward!, backward: backward!, picture };
  }

  #run(network: Network, data: PlanData, options: SignalOptions & BackwardOptions): Promise<PlanFindings> {
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
  async #planFor(network: Network, data: PlanData, options: SignalOptions & BackwardOptions): Promise<SignalPlan> {
    assertNetwork(network);
    const { sizes, nonlinearity } = network;
    const shape: PlanShape = {
      hasBias: network.biases !== null,
      forwardExamples: examplesOf(data.forward, sizes[0]!),
      histogram: options.histogram ?? null,
      backwardExamples: examplesOf(data.backward?.inputs ?? null, sizes[0]!),
      weightGradients: options.weightGradients ?? false,
      picture: options.picture ?? false,
    };
    const layer = shape.histogram?.layer ?? 0;
    if (!Number.isInteger(layer) || layer < 0 || layer > sizes.length - 2) {
      throw new RangeError(`the histogram's layer is ${layer}; it must be from 0, the input, to ${sizes.length - 2}`);
    }
    const key = JSON.stringify([sizes, nonlinearity, shape]);
    if (this.#plan?.key === key) return this.#plan.plan;
    const path = this.#pathOf(sizes, shape);
    path.assertFits(sizes, shape);
    const make = await path.compile(sizes, nonlinearity, shape);
    this.#plan?.plan.destroy();
    this.#plan = null;
    // Only the path in use keeps weights.
    for (const other of this.#paths) if (other !== path) other.destroy();
    const plan = await this.#allocate(path, make);
    const drawn = shape.forwardExamples > 0 && shape.backwardExamples > 0;
    this.#plan = { key, plan, picture: drawn ? gpuPicture(plan.picture, sizes) : null };
    return plan;
  }

  /** Builds the plan; where the GPU has no room for it, nothing of it is left, and no weights that may be broken. */
  async #allocate(path: PassPath, make: () => SignalPlan): Promise<SignalPlan> {
    let plan: SignalPlan | null = null;
    try {
      await withErrorScopes(this.context.device, "allocating the network", () => {
        plan = make();
      });
    } catch (error) {
      (plan as SignalPlan | null)?.destroy();
      path.destroy();
      throw error;
    }
    return plan!;
  }

  destroy(): void {
    this.#plan?.plan.destroy();
    for (const path of this.#paths) path.destroy();
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
