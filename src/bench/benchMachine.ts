import type { BenchReport, BenchRow, MachinePeaks } from "./report.ts";
import type { Work } from "./work.ts";

/** Other libraries that the bench can load from the page's own host, as rows name them. */
export const PEER_NAMES = ["tfjs", "tfjs-wasm", "jax-js", "onnxruntime-web"] as const;

export type PeerName = (typeof PEER_NAMES)[number];

/** Rounds of a run that asks for no other number. */
export const DEFAULT_ROUNDS = 7;

/** What a run of the bench is to measure. Our own implementations always take part. */
export interface BenchRequest {
  readonly works: readonly Work[];
  /** Loaded only for this. */
  readonly against: readonly PeerName[];
  readonly rounds?: number | undefined;
}

export interface BenchOptions {
  /** Aborting rejects the run with the signal's reason; rows so far have been told by `onRow`. */
  readonly signal?: AbortSignal | undefined;
  /** Called with the done fraction, from 0 to 1, and what is being done, as a sentence for people. */
  readonly onProgress?: ((fraction: number, sentence: string) => void) | undefined;
  /** Called with each row as soon as its work is measured. */
  readonly onRow?: ((row: BenchRow) => void) | undefined;
}

/** The adapter that a run would use. */
export interface BenchStatus {
  /** Null where there is no WebGPU; the CPU is measured all the same. */
  readonly adapter: string | null;
  /** True where the adapter is emulated in software. */
  readonly software: boolean;
  /** A sentence for people where adapter is null. */
  readonly reason: string | null;
}

/** The adapter, and what it can do. */
export interface MeasuredMachine extends BenchStatus {
  /** Null where they could not be measured; then `reason` says why. */
  readonly peaks: MachinePeaks | null;
}

/** What the Bench lab asks of the machine behind the page. Lives in a worker of its own, away from the other labs'. */
export interface BenchMachine {
  /** Asks for the adapter; measures nothing. */
  status(): Promise<BenchStatus>;
  /** Measures what the adapter can do, which takes a second or two. */
  peaks(options?: Pick<BenchOptions, "signal" | "onProgress">): Promise<MeasuredMachine>;
  /**
   * Runs the works, all implementations taking turns. Rows that fail say so and are part of the report: it rejects
   * only where it is aborted, or where nothing at all could run.
   */
  run(request: BenchRequest, options?: BenchOptions): Promise<BenchReport>;
  /** Forgets the remembered choice of kernels for every adapter; the next work finds it again. */
  clearTuning(): Promise<void>;
}
