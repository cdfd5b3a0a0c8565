import type { MatmulWork, SignalWork, Work } from "./work.ts";

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

export type WorkData<W extends Work> = W extends SignalWork ? SignalData : MatmulData;

/**
 * What a run leaves: for a matmul, C row-major; for signal work, log10 of the population standard
 * deviation of each layer: activations 0 to depth, then, where asked for, ∂loss/∂z of layers 1 to depth.
 */
export type WorkResult = Float32Array | Float64Array;

/** Work made ready on one implementation: everything uploaded and compiled. */
export interface PreparedWork {
  /**
   * Does the work once and settles when it is done: a matmul's product lies on the device, signal work's
   * statistics have come back.
   */
  run(): Promise<void>;
  /** What the latest run left. */
  result(): Promise<WorkResult>;
  /** Milliseconds on the device of the latest run, where its clock can be read; else null. */
  deviceMilliseconds?(): Promise<number | null>;
  dispose(): void;
}

export interface OpenImplementation {
  /** The library's version and backend, as people are told it. */
  readonly version: string;
  /** Null where the implementation has no such work. */
  prepare(work: MatmulWork, data: MatmulData): Promise<PreparedWork | null>;
  prepare(work: SignalWork, data: SignalData): Promise<PreparedWork | null>;
  close(): void | Promise<void>;
}

/** Ours or a peer's. */
export interface Implementation {
  /** As rows name it: initscope-gpu, initscope-wasm, tfjs, tfjs-wasm, jax-js, onnxruntime-web, numpy. */
  readonly name: string;
  /** Loads it and opens its device; rejects with a sentence for people where it cannot be had. */
  open(): Promise<OpenImplementation>;
}
