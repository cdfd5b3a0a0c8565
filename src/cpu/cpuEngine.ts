import type {
  BackwardOptions,
  BackwardStatistics,
  Engine,
  EngineInfo,
  ForwardOptions,
  ForwardStatistics,
  Histogram,
  RunOptions,
  SignalOptions,
  SignalStatistics,
} from "../model/engine.ts";
import { type Network, assertNetwork, depthOf } from "../model/network.ts";
import { type Pacer, startPacer } from "../model/pacer.ts";
import type { ScaledMatrix } from "../model/scaled.ts";
import { BackwardPass } from "./backwardPass.ts";
import { HistogramCounter } from "./histogram.ts";
import { assertFits, batchColumns, batchRanges } from "./limits.ts";
import { type ForwardVisit, STILL, type Shake, examplesOf, forwardBatch } from "./passes.ts";
import { PictureRows, pictureOf } from "./pictureRows.ts";
import { RunningStatistics } from "./statistics.ts";

/** A histogram's layer of at most this many values (128 MiB) is kept; a larger one is computed a second time. */
const KEPT_VALUES = 2 ** 24;

/**
 * The float64 reference. Examples go through the network in batches, each column with its own power of two; nothing
 * depends on where the batches are cut.
 */
export class CpuEngine implements Engine {
  readonly info: EngineInfo = { kind: "cpu", adapter: "float64", software: false };
  readonly #columns: number | undefined;
  readonly #keptValues: number;
  readonly #shake: Shake;

  /**
   * `columns` sets the examples of a batch, by default as many as the caches like. `shake` perturbs what each layer is
   * given, on the way forward and back, to see what rounding there would do.
   */
  constructor(options: { readonly columns?: number; readonly keptValues?: number; readonly shake?: Shake } = {}) {
    this.#shake = options.shake ?? STILL;
    this.#columns = options.columns;
    this.#keptValues = options.keptValues ?? KEPT_VALUES;
  }

  assertFits(sizes: readonly number[], examples: number, gradientExamples = 0): void {
    assertFits(sizes, Math.max(examples, gradientExamples));
  }

  forwardStatistics(network: Network, inputs: Float64Array, options: ForwardOptions = {}): Promise<ForwardStatistics> {
    return this.#forwardRun(network, inputs, options, null);
  }

  /** The forward experiment; `picture`, where there is one, is given its activations. */
  async #forwardRun(
    network: Network,
    inputs: Float64Array,
    options: ForwardOptions,
    picture: PictureRows | null,
  ): Promise<ForwardStatistics> {
    const wanted = options.histogram;
    const depth = depthOf(network);
    if (wanted !== undefined && !(Number.isInteger(wanted.layer) && wanted.layer >= 0 && wanted.layer <= depth)) {
      throw new RangeError(`The histogram's layer must be a whole number from 0 to ${depth}; it is ${wanted.layer}`);
    }
    const examples = this.#assertRun(network, inputs);
    const pacer = startPacer(options);
    const keeps = wanted !== undefined && network.sizes[wanted.layer]! * examples <= this.#keptValues;
    const passes = wanted === undefined || keeps ? 1 : 2;

    const statistics = network.sizes.slice(0, -1).map(() => new RunningStatistics());
    const kept: ScaledMatrix[] = [];
    await this.#forward(network, inputs, depth, progress(pacer, 0, passes), (layer, activation) => {
      statistics[layer]!.add(activation);
      if (layer > 0) picture?.add(layer, activation);
      if (keeps && layer === wanted.layer) kept.push(activation);
    });
    const layers = statistics.map((running) => running.result());
    if (wanted === undefined) return { layers, histogram: null };

    const counter = new HistogramCounter(wanted.layer, layers[wanted.layer]!, wanted.bins);
    if (!keeps) {
      await this.#forward(network, inputs, wanted.layer, progress(pacer, 1, passes), (layer, activation) => {
        if (layer === wanted.layer) counter.add(activation);
      });
    }
    return { layers, histogram: countAll(counter, kept) };
  }

  backwardStatistics(
    network: Network,
    inputs: Float64Array,
    targets: Float64Array | null,
    options: BackwardOptions = {},
  ): Promise<BackwardStatistics> {
    return this.#backwardRun(network, inputs, targets, options, null);
  }

  /** The gradient experiment; `picture`, where there is one, is given ∂loss/∂z. */
  async #backwardRun(
    network: Network,
    inputs: Float64Array,
    targets: Float64Array | null,
    options: BackwardOptions,
    picture: PictureRows | null,
  ): Promise<BackwardStatistics> {
    const examples = this.#assertRun(network, inputs);
    const outputs = network.sizes.at(-1)!;
    if (targets !== null && targets.length !== outputs * examples) {
      throw new RangeError(`targets holds ${targets.length} values; (outputs, examples) is (${outputs}, ${examples})`);
    }
    const pacer = startPacer(options);
    const pass = new BackwardPass(network, options.weightGradients ?? false, this.#shake, picture);
    const ranges = this.#ranges(network, examples);
    for (const [index, range] of ranges.entries()) {
      await pass.add(inputs, targets, examples, range, progress(pacer, index, ranges.length));
    }
    return pass.result();
  }

  async signalStatistics(
    network: Network,
    inputs: Float64Array,
    gradientInputs: Float64Array,
    options: SignalOptions = {},
  ): Promise<SignalStatistics> {
    // A backward pass costs about two forward ones on top of its own.
    const split = inputs.length / (inputs.length + 3 * gradientInputs.length);
    const rows = (): PictureRows | null => (options.picture ? new PictureRows(network.sizes) : null);
    const [activation, gradPreactivation] = [rows(), rows()];
    const forward = await this.#forwardRun(network, inputs, part(options, 0, split), activation);
    const rest = part(options, split, 1);
    const backward = await this.#backwardRun(network, gradientInputs, null, rest, gradPreactivation);
    return { forward, backward, picture: pictureOf(activation, gradPreactivation) };
  }

  /** Holds nothing between runs. */
  destroy(): void {}

  /** The number of examples; throws where shapes do not fit or the network is too large. */
  #assertRun(network: Network, inputs: Float64Array): number {
    assertNetwork(network);
    const examples = examplesOf(network, inputs);
    assertFits(network.sizes, examples);
    return examples;
  }

  #ranges(network: Network, examples: number): [start: number, end: number][] {
    return batchRanges(examples, this.#columns ?? batchColumns(network.sizes));
  }

  /** Visits the activations of layers 0 to `last`, batch after batch. */
  async #forward(network: Network, inputs: Float64Array, last: number, pacer: Pacer, visit: ForwardVisit) {
    const examples = examplesOf(network, inputs);
    const ranges = this.#ranges(network, examples);
    for (const [index, range] of ranges.entries()) {
      await forwardBatch(
        network,
        inputs,
        examples,
        range,
        last,
        progress(pacer, index, ranges.length),
        visit,
        this.#shake,
      );
    }
  }
}

/** The options of a run that is the part from `start` to `end` of another's progress. */
function part<T extends RunOptions>(options: T, start: number, end: number): T {
  return { ...options, onProgress: (fraction: number) => options.onProgress?.(start + (end - start) * fraction) };
}

/** The pacer of part `index` of `count` equal parts. */
function progress(pacer: Pacer, index: number, count: number): Pacer {
  return { pause: (fraction) => pacer.pause((index + fraction) / count) };
}

function countAll(counter: HistogramCounter, matrices: readonly ScaledMatrix[]): Histogram {
  for (const matrix of matrices) counter.add(matrix);
  return counter.result();
}
