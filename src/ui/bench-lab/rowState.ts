import type { BenchRow, MachinePeaks } from "../../bench/report.ts";
import { formatNumber } from "../format.ts";
import { lookOf } from "./implementations.ts";

/** A value came that float32 does not excuse; NaN is wrong. */
export function isWrong({ error, bound }: BenchRow): boolean {
  return error !== null && bound !== null && !(error <= bound);
}

/** A row with a speed. */
export type MeasuredRow = BenchRow & { readonly medianMs: number };

/** A time, and a value that was found right: only such rows have a speed. */
export function isMeasured(row: BenchRow): row is MeasuredRow {
  return row.medianMs !== null && row.error !== null && row.bound !== null && row.error <= row.bound;
}

/** Why a row has no speed, in a sentence; "" where it has one. */
export function faultText(row: BenchRow): string {
  if (isMeasured(row)) return "";
  if (!isWrong(row))
    return row.reason?.replace(row.implementation, lookOf(row.implementation).title) ?? "Not measured.";
  const error = Number.isFinite(row.error) ? `error ${formatNumber(row.error!, 2)}` : "an error that is no number,";
  return `Wrong: ${error} above ${formatNumber(row.bound!, 2)}, so it has no speed.`;
}

/** The share of the adapter's arithmetic that a row reaches; null off the adapter, or without a speed. */
export function shareOfPeak(row: BenchRow, peaks: MachinePeaks | null): number | null {
  if (peaks === null || row.gflops === null || !isMeasured(row) || !lookOf(row.implementation).onAdapter) return null;
  return row.gflops / peaks.gflops;
}
