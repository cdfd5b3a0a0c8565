import type { Network } from "./network.ts";
import type { Scaled } from "./scaled.ts";

/** Which machine computes, as people are told it. */
export interface EngineInfo {
  /** `cpu` is the float64 reference; `wasm` computes in float32 on the CPU, in WebAssembly SIMD. */
  readonly kind: "gpu" | "wasm" | "cpu";
  /** The adapter's own name; for the CPU, the arithmetic. */
  readonly adapter: string;
  /** True where a GPU adapter is emulated in software. */
  readonly software: boolean;
}

/** What is known of one layer, over its units and all examples. */
export interface LayerStatistics {
  readonly mean: Scaled;
  /** Population standard deviation, as np.std. */
  readonly std: Scaled;
  /** floor(log2 max |value|), or null where every value is zero. */
  readonly peakExponent: number | null;
}

/** Counts of a layer's values in equal bins over [low, high]; zeros and what lies outside are counted apart. */
export interface Histogram {
  readonly layer: number;
  readonly low: Scaled;
  readonly high: Scaled;
  readonly counts: readonly number[];
  readonly below: number;
  readonly above: number;
  /** Values that are exactly zero: under ReLU, the silent units. Not counted in any bin. */
  readonly zeros: number;
}

/** Statistics of activations: entry 0 is the input, entry l the hidden layer l. */
export interface ForwardStatistics {
  readonly layers: readonly LayerStatistics[];
  readonly histogram: Histogram | null;
}

/** Statistics of ∂loss/∂z: entry l is the preactivation of hidden layer l + 1, as the notebook counts its f[l]. */
export interface BackwardStatistics {
  /** Sum over examples of (output - target)². */
  readonly loss: Scaled;
  readonly gradPreactivation: readonly LayerStatistics[];
  /** ∂loss/∂weight summed over examples, one entry a layer of weights; null unless asked for. */
  readonly gradWeight: readonly LayerStatistics[] | null;
}

/** Examples behind each unit of a picture: the first so many of each pass. */
export const PICTURE_EXAMPLES = 4;

/**
 * Each unit of each hidden layer, as log2 of its root mean square over the first examples: (depth, units) row-major,
 * units those of the widest hidden layer. -Infinity for a unit that is silent, NaN where a layer has no such unit.
 */
export interface SignalPicture {
  readonly depth: number;
  readonly units: number;
  /** Activations h_l. */
  readonly activation: Float32Array;
  /** ∂loss/∂z_l. */
  readonly gradPreactivation: Float32Array;
}

/** Both experiments of one network. */
export interface SignalStatistics {
  readonly forward: ForwardStatistics;
  readonly backward: BackwardStatistics;
  /** Null unless asked for. */
  readonly picture: SignalPicture | null;
}

export interface SignalOptions extends ForwardOptions {
  /** Also bring back the picture. */
  readonly picture?: boolean | undefined;
}

export interface RunOptions {
  /** Aborting rejects the run with the signal's reason, at the next pause between pieces of work. */
  readonly signal?: AbortSignal | undefined;
  /** Called with the done fraction, from 0 to 1. */
  readonly onProgress?: ((fraction: number) => void) | undefined;
}

export interface ForwardOptions extends RunOptions {
  /** Also count the values of this layer (0 is the input) in this many bins over mean ± 4 std. */
  readonly histogram?: { readonly layer: number; readonly bins: number } | undefined;
}

export interface BackwardOptions extends RunOptions {
  readonly weightGradients?: boolean | undefined;
}

/**
 * Runs experiments' questions about a network, at any magnitude. Implemented by the float64
 * reference (src/cpu) and by WebGPU (src/gpu); each is a check of the other.
 *
 * Verbs are whole questions, not tensor operations, so that an engine may fuse them.
 */
export interface Engine {
  readonly info: EngineInfo;

  /**
   * Throws a LimitError with the limit and the size where the network would not fit, or its run would not: `examples`
   * forward, `gradientExamples` there and back. Allocates nothing.
   */
  assertFits(sizes: readonly number[], examples: number, gradientExamples?: number): void;

  /** Statistics of each layer's activations for `inputs`, (sizes[0], examples) row-major. */
  forwardStatistics(network: Network, inputs: Float64Array, options?: ForwardOptions): Promise<ForwardStatistics>;

  /** Statistics of the squared error's gradients; `targets` is (sizes.at(-1), examples) row-major, null for zeros. */
  backwardStatistics(
    network: Network,
    inputs: Float64Array,
    targets: Float64Array | null,
    options?: BackwardOptions,
  ): Promise<BackwardStatistics>;

  /** Both for one network, target 0, so that an engine may send them in one submission. */
  signalStatistics(
    network: Network,
    inputs: Float64Array,
    gradientInputs: Float64Array,
    options?: SignalOptions,
  ): Promise<SignalStatistics>;

  /** Frees what the engine holds. */
  destroy(): void;
}
