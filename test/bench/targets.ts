import { describeFlags } from "../../src/cli/flags.ts";
import { ourBench } from "../../src/ours/ourBench.ts";
import { type BenchFlags, NODE_FLAGS } from "./benchFlags.ts";
import { giveReport, showProgress } from "./giveReport.ts";
import { numpyImplementation } from "./numpyImplementation.ts";

export const BENCH_HELP = `npm run bench -- [flags]: ours and numpy in turn, every value checked against float64

${describeFlags(NODE_FLAGS)}

npm run bench -- stages       each stage of the flagship
npm run bench -- gate-flips   seeds in which rounding flips a gate
npm run bench -- draws        the random numbers, against numpy's
`;

/** Times the works on the adapter that Node has, against numpy. */
export async function benchTargets(gpu: GPU, flags: BenchFlags): Promise<number> {
  return giveReport(await ourBench(gpu, [numpyImplementation], flags, { onProgress: showProgress }), flags);
}
