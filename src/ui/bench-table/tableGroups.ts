import type { BenchRow, MachinePeaks } from "../../bench/report.ts";
import { type Work, workFlop } from "../../bench/work.ts";
import { capitalized, workTitle } from "../../bench/workNames.ts";
import { formatNumber, formatShare } from "../format.ts";
import { figure, formatFlop, formatSpan, formatTime } from "../bench-lab/benchFigures.ts";
import { GPU_NAME, WASM_NAME, lookOf } from "../bench-lab/implementations.ts";
import { faultText, isMeasured, isWrong, shareOfPeak } from "../bench-lab/rowState.ts";

/** The one of ours that every ratio refers to: on the adapter where that was measured at all, else on the CPU. */
export function ratioReference(rows: readonly BenchRow[]): string {
  return rows.some(({ ratios }) => GPU_NAME in ratios) ? GPU_NAME : WASM_NAME;
}

/** One piece of work and all who did it. */
export interface TableGroup {
  readonly title: string;
  readonly size: string;
  readonly lines: readonly TableLine[];
}

/** One implementation's figures as people read them; "–" where there is none. */
export interface TableLine {
  readonly title: string;
  readonly isOurs: boolean;
  readonly isWrong: boolean;
  /** Why there is no speed; "" where there is one. */
  readonly fault: string;
  readonly time: string;
  readonly spread: string;
  readonly device: string;
  readonly gflops: string;
  /** GFLOP/s over the group's best, from 0 to 1; 0 where there is none to compare with. */
  readonly bar: number;
  readonly share: string;
  readonly ratio: string;
  readonly error: string;
  readonly bound: string;
}

const NONE = "–";

/** The rows by work, in the order of the works; works without rows are left out. */
export function tableGroups(
  works: readonly Work[],
  rows: readonly BenchRow[],
  peaks: MachinePeaks | null,
): TableGroup[] {
  const reference = ratioReference(rows);
  return works.flatMap((work) => {
    const own = rows.filter((row) => row.work === work.id);
    const speeds = own.filter(isMeasured).map(({ gflops }) => gflops ?? 0);
    // A bar alone has nothing to be compared with.
    const best = speeds.length > 1 ? Math.max(...speeds) : Infinity;
    const lines = own.map((row) => tableLine(row, peaks, best, reference));
    return lines.length === 0 ? [] : [{ title: capitalized(workTitle(work)), size: formatFlop(workFlop(work)), lines }];
  });
}

function tableLine(row: BenchRow, peaks: MachinePeaks | null, best: number, reference: string): TableLine {
  const look = lookOf(row.implementation);
  const share = shareOfPeak(row, peaks);
  const ratio = row.ratios[reference];
  const judged = {
    title: look.title,
    isOurs: look.isOurs,
    isWrong: isWrong(row),
    fault: faultText(row),
    error: row.error === null ? NONE : errorText(row.error),
    bound: row.bound === null ? NONE : formatNumber(row.bound, 2),
  };
  if (!isMeasured(row)) {
    return { ...judged, time: NONE, spread: NONE, device: NONE, gflops: NONE, bar: 0, share: NONE, ratio: NONE };
  }
  return {
    ...judged,
    time: formatTime(row.medianMs),
    spread: row.spread === null ? NONE : formatSpan(...row.spread),
    device: row.deviceMs === null ? NONE : formatTime(row.deviceMs),
    gflops: row.gflops === null ? NONE : figure(row.gflops),
    bar: row.gflops === null ? 0 : row.gflops / best,
    share: share === null ? NONE : formatShare(share),
    ratio: ratio === undefined ? NONE : figure(ratio),
  };
}

function errorText(error: number): string {
  return Number.isFinite(error) ? formatNumber(error, 2) : "not a number";
}
