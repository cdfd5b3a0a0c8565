import type { BenchRow, MachinePeaks, Outcome } from "../../src/bench/report.ts";

/** A row that was measured and found right, on the work and implementation of its first two names. */
export function benchRow(work: string, implementation: string, change: Partial<BenchRow> = {}): BenchRow {
  return {
    work,
    implementation,
    outcome: "measured",
    medianMs: 10,
    spread: [9, 12],
    gflops: 4.1,
    error: 1e-7,
    bound: 1e-5,
    ratio: 1,
    ratios: {},
    deviceMs: null,
    reason: null,
    ...change,
  };
}

/** One that has no speed, and why. */
export function unmeasuredRow(
  work: string,
  implementation: string,
  reason: string,
  outcome: Outcome = "failed",
): BenchRow {
  const none = { medianMs: null, spread: null, gflops: null, error: null, ratio: null };
  return benchRow(work, implementation, { ...none, outcome, reason });
}

/** One whose values are wrong. */
export function wrongRow(work: string, implementation: string, error: number): BenchRow {
  return { ...unmeasuredRow(work, implementation, "Its values are wrong.", "wrong"), error };
}

export const PEAKS: MachinePeaks = {
  gflops: 8,
  gigabytesPerSecond: 4,
  dispatchMs: 0.002,
  submitMs: 0.05,
  readbackMs: 1.25,
};
