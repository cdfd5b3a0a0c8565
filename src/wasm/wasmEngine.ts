import type {
  BackwardOptions,
  BackwardStatistics,
  Engine,
  EngineInfo,
  ForwardOptions,
  ForwardStatistics,
  RunOptions,
  SignalOptions,
  SignalStatistics,
} from "../model/engine.ts";
import type { Network } from "../model/network.ts";
import { type RunOutcome, type RunRequest, EngineRun } from "./engineRun.ts";
import type { HelperHost } from "./helper.ts";
import { assertRunFits, runBytes } from "./limits.ts";
import { Team } from "./team.ts";
import { LocalThread } from "./thread.ts";

/**
 * Opens the engine on this thread, helped by workers where hosts are given; it terminates them when it is destroyed.
 * Rejects with an Error that says so where there is no WebAssembly SIMD. `relaxed` is for tests.
 */
export async function openWasmEngine(hosts: readonly HelperHost[] = [], relaxed?: boolean): Promise<WasmEngine> {
  return new WasmEngine(new Team(await LocalThread.start(relaxed), hosts));
}

/** What a run asks for unless it is told to. */
const NOTHING: RunRequest = {
  forward: null,
  backward: null,
  targets: null,
  histogram: null,
  weightGradients: false,
  picture: false,
};

/**
 * The WebAssembly engine: float32 in SIMD with a power of two carried an example, so that no magnitude is lost. Examples
 * go through all layers eight by eight. No bit of a result depends on the number of threads. Runs follow each other.
 */
export class WasmEngine implements Engine {
  readonly #team: Team;
  #queue: Promise<unknown> = Promise.resolve();

  constructor(team: Team) {
    this.#team = team;
  }

  get info(): EngineInfo {
    const threads = this.#team.size;
    return { kind: "wasm", adapter: `WebAssembly SIMD, ${threads} thread${threads > 1 ? "s" : ""}`, software: false };
  }

  /** Bytes of memory that this thread's kernels hold. */
  get memoryBytes(): number {
    return this.#team.memoryBytes;
  }

  assertFits(sizes: readonly number[], examples: number, gradientExamples = 0): void {
    assertRunFits(runBytes(sizes, examples, gradientExamples, false));
  }

  async forwardStatistics(
    network: Network,
    inputs: Float64Array,
    options: ForwardOptions = {},
  ): Promise<ForwardStatistics> {
    const request = { ...NOTHING, forward: inputs, histogram: options.histogram ?? null };
    const { forward } = await this.#run(network, request, options);
    return forward!;
  }

  async backwardStatistics(
    network: Network,
    inputs: Float64Array,
    targets: Float64Array | null,
    options: BackwardOptions = {},
  ): Promise<BackwardStatistics> {
    const weightGradients = options.weightGradients ?? false;
    const { backward } = await this.#run(network, { ...NOTHING, backward: inputs, targets, weightGradients }, options);
    return backward!;
  }

  async signalStatistics(
    network: Network,
    inputs: Float64Array,
    gradientInputs: Float64Array,
    options: SignalOptions = {},
  ): Promise<SignalStatistics> {
    const { histogram = null, picture = false } = options;
    const request = { ...NOTHING, forward: inputs, backward: gradientInputs, histogram, picture };
    const outcome = await this.#run(network, request, options);
    return { forward: outcome.forward!, backward: outcome.backward!, picture: outcome.picture };
  }

  #run(network: Network, request: RunRequest, options: RunOptions): Promise<RunOutcome> {
    const turn = this.#queue.then(() => {
      options.signal?.throwIfAborted();
      return new EngineRun(this.#team, network, request, options).run();
    });
    this.#queue = turn.catch(() => undefined);
    return turn;
  }

  destroy(): void {
    this.#team.destroy();
  }
}
