/** How a row came out: with a speed; with values beyond what float32 allows; broken off; or not to be had here. */
export type Outcome = "measured" | "wrong" | "failed" | "absent";

/** One implementation on one piece of work, from one run in which all took turns. */
export interface BenchRow {
  readonly work: string;
  readonly implementation: string;
  readonly outcome: Outcome;
  /** Null where nothing was measured: it failed, or its values are wrong. */
  readonly medianMs: number | null;
  /** Lowest and highest milliseconds. */
  readonly spread: readonly [lowest: number, highest: number] | null;
  /** 1e9 floating-point operations a second at the median. */
  readonly gflops: number | null;
  /** Worst error against float64, relative to what the work allows for (see `bound`); null where there is no value. */
  readonly error: number | null;
  /** The error that float32 allows this work; above it, the row has no speed. */
  readonly bound: number | null;
  /**
   * This row's time over ours, the median of the rounds' own ratios; 1 for ours; null without either. Ours is the
   * first of our implementations that was measured on this work.
   */
  readonly ratio: number | null;
  /** The same over each of our implementations that was measured on this work, by its name. */
  readonly ratios: Readonly<Record<string, number>>;
  /** Milliseconds on the device itself, where its clock can be read. */
  readonly deviceMs: number | null;
  /** Why there is no measurement. */
  readonly reason: string | null;
}

/** What one run of the bench found. */
export interface BenchReport {
  readonly adapter: string;
  readonly software: boolean;
  readonly date: string;
  /** Rounds asked for; slow work gets fewer, 3 at least. */
  readonly rounds: number;
  /** The library's version and backend of each implementation that could be opened. */
  readonly versions: Readonly<Record<string, string>>;
  readonly rows: readonly BenchRow[];
}

/** What the adapter itself can do, measured. */
export interface MachinePeaks {
  /** Highest arithmetic, float32 fma, in 1e9 operations a second. */
  readonly gflops: number;
  /** Highest bandwidth of storage buffers, read and write, in 1e9 bytes a second. */
  readonly gigabytesPerSecond: number;
  /** Milliseconds of one empty dispatch within a pass, one empty submission, and one readback of 4 bytes. */
  readonly dispatchMs: number;
  readonly submitMs: number;
  readonly readbackMs: number;
}
