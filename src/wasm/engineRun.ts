import type { BackwardStatistics, ForwardStatistics, RunOptions, SignalPicture } from "../model/engine.ts";
import { type Network, assertNetwork, depthOf, layerCount } from "../model/network.ts";
import { HistogramCounter } from "./histogramCounter.ts";
import { assertRunFits, isTooLargeToShare, runBytes } from "./limits.ts";
import { lossFromGradient, mergePicture, mergeStatistics } from "./results.ts";
import type { BackwardTask, ForwardTask, TaskResult } from "./task.ts";
import { backwardTasks, forwardTasks } from "./tasks.ts";
import type { Team } from "./team.ts";

/** A histogram's layer of at most this many values (16 MiB) is kept; a larger one is computed a second time. */
const KEPT_VALUES = 2 ** 22;
/** Tasks for each thread whose kept values are counted before more are made. */
const COUNTED_AT_ONCE = 8;

/** What one run is to find out. */
export interface RunRequest {
  /** Inputs of the forward pass, (sizes[0], examples) row-major; null for none. */
  readonly forward: Float64Array | null;
  /** Inputs of the pass there and back; null for none. */
  readonly backward: Float64Array | null;
  /** (sizes.at(-1), examples) row-major, null for zeros. */
  readonly targets: Float64Array | null;
  readonly histogram: { readonly layer: number; readonly bins: number } | null;
  readonly weightGradients: boolean;
  /** Needs both passes. */
  readonly picture: boolean;
}

/** What it found out; null where it was not asked for. */
export interface RunOutcome {
  readonly forward: ForwardStatistics | null;
  readonly backward: BackwardStatistics | null;
  readonly picture: SignalPicture | null;
}

/** One run of the engine: divides it into tasks for a team, and merges what they found. */
export class EngineRun {
  readonly #team: Team;
  readonly #network: Network;
  readonly #request: RunRequest;
  readonly #options: RunOptions;
  /** Threads that take part. */
  readonly #threads: number;

  /** Throws a RangeError where shapes do not fit each other, and a LimitError where the run is too large. */
  constructor(team: Team, network: Network, request: RunRequest, options: RunOptions) {
    assertNetwork(network);
    const { sizes } = network;
    const { forward, backward, targets, histogram, weightGradients } = request;
    const counts = [forward, backward].map((inputs) => (inputs === null ? 0 : examplesOf(sizes[0]!, inputs)));
    assertTargets(sizes.at(-1)!, targets, counts[1]!);
    if (histogram !== null) assertLayer(histogram.layer, depthOf(network));
    const bytes = runBytes(sizes, counts[0]!, counts[1]!, weightGradients);
    assertRunFits(bytes);
    this.#team = team;
    this.#network = network;
    this.#request = request;
    this.#options = options;
    this.#threads = weightGradients || isTooLargeToShare(bytes, team.size) ? 1 : team.size;
  }

  async run(): Promise<RunOutcome> {
    const passes = this.#countsAgain ? 2 : 1;
    const forwards = this.#forwardTasks();
    const backwards = this.#backwardTasks();
    const results = await this.#do([...forwards, ...backwards], 0, passes);
    const [there, back] = [results.slice(0, forwards.length), results.slice(forwards.length)];
    return {
      forward: this.#request.forward === null ? null : await this.#forwardStatistics(there),
      backward: this.#request.backward === null ? null : this.#backwardStatistics(back),
      picture: this.#request.picture ? mergePicture(this.#network.sizes, there, back) : null,
    };
  }

  /** True where the histogram's layer is too large to be kept from the first pass. */
  get #countsAgain(): boolean {
    const { forward, histogram } = this.#request;
    if (forward === null || histogram === null) return false;
    return (forward.length / this.#network.sizes[0]!) * this.#network.sizes[histogram.layer]! > KEPT_VALUES;
  }

  #forwardTasks(): ForwardTask[] {
    const { forward, histogram, picture } = this.#request;
    if (forward === null) return [];
    const keep = histogram === null || this.#countsAgain ? null : histogram.layer;
    return forwardTasks(this.#network, forward, { last: depthOf(this.#network), keep, picture }, this.#threads);
  }

  #backwardTasks(): BackwardTask[] {
    const { backward, targets, weightGradients, picture } = this.#request;
    if (backward === null) return [];
    return backwardTasks(this.#network, backward, { targets, weightGradients, picture }, this.#threads);
  }

  async #forwardStatistics(results: readonly TaskResult[]): Promise<ForwardStatistics> {
    const layers = mergeStatistics(results, layerCount(this.#network));
    const { histogram } = this.#request;
    if (histogram === null) return { layers, histogram: null };
    const counter = new HistogramCounter(histogram.layer, layers[histogram.layer]!, histogram.bins);
    if (this.#countsAgain) await this.#countAgain(counter, histogram.layer);
    else for (const { kept } of results) counter.add(kept!);
    return { layers, histogram: counter.result() };
  }

  /** Computes the histogram's layer once more, and counts as it goes. */
  async #countAgain(counter: HistogramCounter, layer: number): Promise<void> {
    const request = { last: layer, keep: layer, picture: false };
    const tasks = forwardTasks(this.#network, this.#request.forward!, request, this.#threads);
    const step = COUNTED_AT_ONCE * this.#threads;
    const rounds = Math.ceil(tasks.length / step);
    for (let round = 0; round < rounds; round += 1) {
      const some = tasks.slice(round * step, (round + 1) * step);
      for (const { kept } of await this.#do(some, rounds + round, 2 * rounds)) counter.add(kept!);
    }
  }

  #backwardStatistics(results: readonly TaskResult[]): BackwardStatistics {
    const layers = mergeStatistics(results, layerCount(this.#network));
    const examples = this.#request.backward!.length / this.#network.sizes[0]!;
    return {
      loss: lossFromGradient(layers.at(-1)!, this.#network.sizes.at(-1)! * examples),
      gradPreactivation: layers.slice(0, -1),
      gradWeight: results[0]!.gradWeight,
    };
  }

  /** Has tasks done that are the part `index` of `count` equal ones of the run. */
  #do(tasks: readonly (ForwardTask | BackwardTask)[], index: number, count: number): Promise<TaskResult[]> {
    const { signal, onProgress } = this.#options;
    const report = (fraction: number): void => onProgress?.((index + fraction) / count);
    return this.#team.run(this.#network, tasks, this.#threads === 1, { signal, onProgress: report });
  }
}

function examplesOf(units: number, inputs: Float64Array): number {
  if (inputs.length === 0 || inputs.length % units !== 0) {
    throw new RangeError(`inputs holds ${inputs.length} values; (inputs, examples) has ${units} rows`);
  }
  return inputs.length / units;
}

function assertTargets(outputs: number, targets: Float64Array | null, examples: number): void {
  if (targets === null || targets.length === outputs * examples) return;
  throw new RangeError(`targets holds ${targets.length} values; (outputs, examples) is (${outputs}, ${examples})`);
}

function assertLayer(layer: number, depth: number): void {
  if (Number.isInteger(layer) && layer >= 0 && layer <= depth) return;
  throw new RangeError(`The histogram's layer must be a whole number from 0 to ${depth}; it is ${layer}`);
}
