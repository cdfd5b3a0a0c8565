import type { EngineInfo, RunOptions } from "./engine.ts";
import type { Network } from "./network.ts";
import type { Scaled } from "./scaled.ts";

/** How a layer's examples lie to each other. */
export interface LayerGram {
  /** Mean square of the layer's values over units and examples. */
  readonly meanSquare: Scaled;
  /** x_i · x_j / units over meanSquare: (examples, examples) row-major. Zeros where the layer is all zero. */
  readonly gram: Float64Array;
}

/** ∂h_L/∂h_0 over all layers of a network, its last included: (fanOut of the last, fanIn of the first) row-major. */
export interface Jacobian {
  readonly rows: number;
  readonly columns: number;
  /** Times 2^exponent; the largest has a magnitude from 1 to below 2, unless all are zero. */
  readonly mantissa: Float64Array;
  readonly exponent: number;
}

/** Whole networks seen through many examples at once. In float64 (src/cpu) and on WebGPU (src/gpu). */
export interface Geometry {
  readonly info: EngineInfo;
  /** Throws a LimitError with the limit and the size where it would not fit. Allocates nothing. */
  assertFits(sizes: readonly number[], examples: number): void;
  /** Of the inputs (entry 0) and of each layer's preactivations z_l, l = 1 … layers. `inputs`: (sizes[0], examples) row-major. */
  grams(network: Network, inputs: Float64Array, options?: RunOptions): Promise<LayerGram[]>;
  /** φ is applied in every layer, the last included. `input`: sizes[0] values. */
  jacobian(network: Network, input: Float64Array, options?: RunOptions): Promise<Jacobian>;
  /** Frees what it holds; a device handed to it stays open. */
  destroy(): void;
}
