import type { MatmulWork, SignalWork } from "./work.ts";

/** A (m, k) and B (k, n), row-major, values that float32 holds exactly. */
export interface MatmulData {
  readonly a: Float32Array<ArrayBuffer>;
  readonly b: Float32Array<ArrayBuffer>;
}

/** Weights W_l (fanOut, fanIn) of [1, width, ..., width, 1], already scaled, and the inputs of both passes. */
export interface SignalData {
  readonly sizes: readonly number[];
  /** Unit normals; W_l = weightStd · unitWeights[l]. */
  readonly unitWeights: readonly Float64Array[];
  readonly weightStd: number;
  readonly inputs: Float64Array;
  readonly gradientInputs: Float64Array;
}

/** A piece of work with its data. */
export type Assignment =
  | { readonly kind: "matmul"; readonly work: MatmulWork; readonly data: MatmulData }
  | { readonly kind: "signal"; readonly work: SignalWork; readonly data: SignalData };

/**
 * What a run leaves: for a matmul, C row-major; for signal work, log10 of the population standard
 * deviation of each layer: activations 0 to depth, then, where asked for, ∂loss/∂z of layers 1 to depth.
 */
export type WorkResult = Float32Array | Float64Array;

/** Work made ready on one implementation: everything uploaded and compiled. */
export interface PreparedWork {
  /**
   * Does the work `times` times, one after the other, and settles when the last is done: a matmul's product lies on
   * the device, signal work's statistics have come back each time. Milliseconds of them all by its own clock where
   * it runs in another process, whose messages are not the work; else null, and the caller's clock counts.
   */
  run(times: number): Promise<number | null>;
  /** What the latest run left. */
  result(): Promise<WorkResult>;
  /** Milliseconds on the device of the work done once, over the latest run, where its clock can be read; else null. */
  deviceMilliseconds?(): Promise<number | null>;
  dispose(): void;
}

export interface OpenImplementation {
  /** The library's version and backend, as people are told it. */
  readonly version: string;
  /** Makes work ready; absent where the implementation has no work of the kind. */
  matmul?(work: MatmulWork, data: MatmulData): Promise<PreparedWork>;
  signal?(work: SignalWork, data: SignalData): Promise<PreparedWork>;
  close(): void | Promise<void>;
}

/** Ours or a peer's. */
export interface Implementation {
  /** As rows name it: initscope-gpu, initscope-wasm, tfjs, tfjs-wasm, jax-js, onnxruntime-web, numpy. */
  readonly name: string;
  /** Loads it and opens its device; rejects with a sentence for people where it cannot be had. */
  open(): Promise<OpenImplementation>;
}
