import type { BenchRow, MachinePeaks } from "../../src/bench/report.ts";
import { capitalized, titleOfId } from "../../src/bench/workNames.ts";
import type { FullReport } from "./giveReport.ts";

const COLUMNS = [
  "work",
  "implementation",
  "median",
  "spread",
  "GFLOP/s",
  "on device",
  "error",
  "allowed",
  "ratio",
] as const;

function cells(row: BenchRow): string[] {
  const { work, implementation, medianMs, spread, gflops, deviceMs, error, bound, ratios } = row;
  const ratio = Object.values(ratios).map((value) => value.toFixed(2));
  return [
    capitalized(titleOfId(work)),
    implementation,
    milliseconds(medianMs),
    spread === null ? "" : `${digits(spread[0])} to ${digits(spread[1])}`,
    gflops === null ? "" : digits(gflops),
    milliseconds(deviceMs),
    error === null ? "" : error.toExponential(1),
    bound === null ? "" : bound.toExponential(1),
    ratio.join(" / "),
  ];
}

function milliseconds(value: number | null): string {
  return value === null ? "" : `${digits(value)} ms`;
}

function digits(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}

function peaksText({ gflops, gigabytesPerSecond, dispatchMs, submitMs, readbackMs }: MachinePeaks): string {
  return (
    `peaks: ${digits(gflops)} GFLOP/s of fma, ${digits(gigabytesPerSecond)} GB/s; ` +
    `a dispatch ${digits(dispatchMs)} ms, a submission ${digits(submitMs)} ms, a readback ${digits(readbackMs)} ms`
  );
}

/** The report as a table for the terminal; reasons follow under it. */
export function reportText({ adapter, software, rows, peaks }: FullReport, ours: readonly string[]): string {
  const table = [COLUMNS, ...rows.map(cells)];
  const wide = COLUMNS.map((_, column) => Math.max(...table.map((line) => line[column]!.length)));
  const lines = table.map((line) =>
    line
      .map((cell, column) => cell.padEnd(wide[column]!))
      .join("  ")
      .trimEnd(),
  );
  const reasons = rows.flatMap(({ work, implementation, reason }) =>
    reason === null ? [] : [`${capitalized(titleOfId(work))}, ${implementation}: ${reason}`],
  );
  return [
    `adapter: ${adapter}${software ? " (software: read ratios, not times)" : ""}`,
    ...(peaks === null ? [] : [peaksText(peaks)]),
    "median: of the work alone, without upload and compiling, and of a product without reading it back",
    `ratio: its time over that of ${ours.join(" / ")}, the median of the rounds' own ratios`,
    "",
    ...lines,
    ...(reasons.length > 0 ? ["", ...reasons] : []),
  ].join("\n");
}
