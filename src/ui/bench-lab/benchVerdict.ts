import type { BenchRow, MachinePeaks } from "../../bench/report.ts";
import { FLAGSHIP, type Work, workFlop } from "../../bench/work.ts";
import { capitalized, workTitle } from "../../bench/workNames.ts";
import { formatShare, plural } from "../format.ts";
import { figure, formatTime } from "./benchFigures.ts";
import { GPU_NAME, WASM_NAME, lookOf } from "./implementations.ts";
import { peerText } from "./peerVerdict.ts";
import { type MeasuredRow, isMeasured, isWrong, shareOfPeak } from "./rowState.ts";

/** The most important sentence, and what stands beside it. */
export interface BenchVerdict {
  readonly headline: string;
  readonly rest: string;
}

/** What a run found. */
export interface Found {
  /** The adapter's name; null where there is none. */
  readonly adapter: string | null;
  readonly software: boolean;
  /** The works of all rows. */
  readonly works: readonly Work[];
  readonly rows: readonly BenchRow[];
  readonly peaks: MachinePeaks | null;
}

export const SOFTWARE_NOTE = "This adapter is software, run by the CPU: compare ratios, not speeds.";

/** After a run, or on the way. */
export function benchVerdict(found: Found): BenchVerdict {
  const lead = leadingRow(found);
  const sentences = [
    networkText(found.rows, lead),
    lead === null ? "" : peerText(found.rows, lead.work),
    faultsText(found.rows),
    found.software ? SOFTWARE_NOTE : "",
  ];
  return {
    headline: lead === null ? "Nothing could be measured." : headline(found, lead),
    rest: sentences.filter((sentence) => sentence !== "").join(" "),
  };
}

function headline({ works, adapter, peaks }: Found, lead: MeasuredRow): string {
  const work = workOf(works, lead);
  const where = lead.implementation === GPU_NAME ? `on ${adapter ?? "this adapter"}` : "in WebAssembly, on the CPU";
  if (work.kind === "signal" || lead.gflops === null) {
    return `${capitalized(workTitle(work))}: ${formatTime(lead.medianMs)} ${where}.`;
  }
  const share = shareOfPeak(lead, peaks);
  const allowed = share === null ? "" : `, ${formatShare(share)} of what its arithmetic allows`;
  return `A product of ${workTitle(work)} runs at ${figure(lead.gflops)} GFLOP/s ${where}${allowed}.`;
}

/** The row to lead with: ours, on the GPU before the CPU, the largest product before the network. */
function leadingRow({ works, rows }: Found): MeasuredRow | null {
  const rank = (row: BenchRow): number => {
    const work = workOf(works, row);
    return work.kind === "matmul" ? workFlop(work) : 0;
  };
  for (const name of [GPU_NAME, WASM_NAME]) {
    const ours = rows.filter(isMeasured).filter(({ implementation }) => implementation === name);
    if (ours.length > 0) return ours.reduce((best, row) => (rank(row) >= rank(best) ? row : best));
  }
  return null;
}

function workOf(works: readonly Work[], row: BenchRow): Work {
  return works.find(({ id }) => id === row.work)!;
}

/** The whole network's time on both of ours, less what the headline has said. */
function networkText(rows: readonly BenchRow[], lead: MeasuredRow | null): string {
  const [gpu, wasm] = [GPU_NAME, WASM_NAME].map((name) => {
    const row = rows.filter(isMeasured).find((one) => one.work === FLAGSHIP.id && one.implementation === name);
    return row === undefined ? null : formatTime(row.medianMs);
  });
  if (lead?.work === FLAGSHIP.id) return gpu && wasm ? `WebAssembly does it in ${wasm}.` : "";
  const both = gpu && wasm ? `, and ${wasm} in WebAssembly` : "";
  const time = gpu ?? wasm;
  return time ? `${capitalized(workTitle(FLAGSHIP))}, takes ${time}${both}.` : "";
}

/** What is wrong, what broke off, and who took no part; the table has the reasons. */
function faultsText(rows: readonly BenchRow[]): string {
  const wrong = rows.filter(isWrong).length;
  const failed = rows.filter(({ outcome }) => outcome === "failed").length;
  const names = [...new Set(rows.map(({ implementation }) => implementation))];
  const absent = names
    .filter((name) => rows.every((row) => row.implementation !== name || row.outcome === "absent"))
    .map((name) => lookOf(name).title);
  return [
    wrong === 0
      ? ""
      : `${plural(wrong, "result")} ${wrong === 1 ? "is wrong and has" : "are wrong and have"} no speed.`,
    failed === 0 ? "" : `${plural(failed, "result")} broke off: the table says why.`,
    absent.length === 0 ? "" : `${absent.join(" and ")} took no part: the table says why.`,
  ]
    .filter((text) => text !== "")
    .join(" ");
}
