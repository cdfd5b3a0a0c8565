import { describeFlags } from "../../src/cli/flags.ts";
import { measuredMachine } from "../../src/ours/machine.ts";
import { ourBench } from "../../src/ours/ourBench.ts";
import { type BenchFlags, NODE_FLAGS, worksFor } from "./benchFlags.ts";
import { giveReport, showProgress } from "./giveReport.ts";
import { numpyImplementation } from "./numpyImplementation.ts";

/** How the bench is called: the packed one by its script. */
const { BENCH_COMMAND = "npm run bench --" } = process.env;

export const BENCH_HELP = `${BENCH_COMMAND} [flags]: ours and numpy in turn, every value checked against float64

${describeFlags(NODE_FLAGS)}

${BENCH_COMMAND} stages       each stage of the flagship
${BENCH_COMMAND} matmul       each kernel of products, on four shapes
${BENCH_COMMAND} gate-flips   seeds in which rounding flips a gate
${BENCH_COMMAND} draws        the random numbers, against numpy's
${BENCH_COMMAND} ensemble     networks a second of an ensemble, against numpy's
${BENCH_COMMAND} diagram      phase diagrams, in cells a second
${BENCH_COMMAND} training     training, against TensorFlow.js's, and by batch and width; --help lists its flags
`;

/** Measures the adapter that Node has, and times the works on it, against numpy. */
export async function benchTargets(gpu: GPU, flags: BenchFlags): Promise<number> {
  const machine = await measuredMachine(gpu, { onProgress: showProgress });
  const request = { works: worksFor(flags, machine), rounds: flags.rounds };
  const report = await ourBench(gpu, [numpyImplementation], request, { onProgress: showProgress });
  return giveReport({ ...report, peaks: machine.peaks }, flags);
}
