import { writeFile } from "node:fs/promises";
import type { BenchReport } from "../../src/bench/report.ts";
import { describeFlags } from "../../src/cli/flags.ts";
import { OURS, ourBench } from "../../src/ours/ourBench.ts";
import { type BenchFlags, NODE_FLAGS } from "./benchFlags.ts";
import { numpyImplementation } from "./numpyImplementation.ts";
import { reportText } from "./reportText.ts";

export const BENCH_HELP = `npm run bench -- [flags]: ours and numpy in turn, every value checked against float64

${describeFlags(NODE_FLAGS)}

npm run bench -- stages       each stage of the flagship
npm run bench -- gate-flips   seeds in which rounding flips a gate
npm run bench -- draws        the random numbers, against numpy's
`;

/** Prints the report, writes it where it is wanted, and says how to end: 1 where one of ours is wrong or failed. */
export async function giveReport(report: BenchReport, { json }: Pick<BenchFlags, "json">): Promise<number> {
  console.log(reportText(report, OURS));
  if (json !== null) await writeFile(json, `${JSON.stringify(report, null, 2)}\n`);
  const ours: readonly string[] = OURS;
  const bad = report.rows.filter(({ outcome }) => outcome === "wrong" || outcome === "failed");
  return bad.some(({ implementation }) => ours.includes(implementation)) ? 1 : 0;
}

/** Times the works on the adapter that Node has, against numpy. */
export async function benchTargets(gpu: GPU, flags: BenchFlags): Promise<number> {
  const onProgress = (fraction: number, sentence: string): void => {
    if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${(fraction * 100).toFixed(0)} % ${sentence}`);
  };
  const report = await ourBench(gpu, [numpyImplementation], flags, { onProgress });
  if (process.stderr.isTTY) process.stderr.write("\r\u001b[K");
  return giveReport(report, flags);
}
