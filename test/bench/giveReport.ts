import { writeFile } from "node:fs/promises";
import type { BenchReport, MachinePeaks } from "../../src/bench/report.ts";
import { OURS } from "../../src/ours/ourBench.ts";
import type { BenchFlags } from "./benchFlags.ts";
import { reportText } from "./reportText.ts";

/** Says on a terminal how far the bench is, on one line; elsewhere, nothing. */
export function showProgress(fraction: number, sentence: string): void {
  if (!process.stderr.isTTY) return;
  process.stderr.write(`\r\u001b[K${fraction < 1 ? `${(fraction * 100).toFixed(0)} % ${sentence}` : ""}`);
}

/** A report with what the adapter can do, where that could be measured. */
export type FullReport = BenchReport & { readonly peaks: MachinePeaks | null };

/** Prints the report, writes it where it is wanted, and says how to end: 1 where one of ours is wrong or failed. */
export async function giveReport(report: FullReport, { json }: Pick<BenchFlags, "json">): Promise<number> {
  console.log(reportText(report, OURS));
  if (json !== null) await writeFile(json, `${JSON.stringify(report, null, 2)}\n`);
  const bad = report.rows.filter(({ outcome }) => outcome === "wrong" || outcome === "failed");
  return bad.some(({ implementation }) => OURS.includes(implementation)) ? 1 : 0;
}
