import { UsageError } from "../../src/cli/flags.ts";
import { openNodeGpu } from "../../src/cli/nodeGpu.ts";
import { NODE_FLAGS, readBenchFlags } from "./benchFlags.ts";
import { benchDiagram } from "./diagram.ts";
import { benchDraws } from "./draws.ts";
import { benchEnsemble } from "./ensemble.ts";
import { countGateFlips } from "./gateFlips.ts";
import { refuseUnwritable } from "./jsonPath.ts";
import { benchMatmul } from "./matmul.ts";
import { benchStages } from "./stages.ts";
import { BENCH_HELP, benchTargets } from "./targets.ts";
import { benchTraining } from "./training.ts";

/** Benches with a name; of these, only training takes flags. */
const NAMED = ["stages", "matmul", "gate-flips", "draws", "diagram", "ensemble", "training"] as const;
type Named = (typeof NAMED)[number];

function isNamed(name: string): name is Named {
  return NAMED.some((own) => own === name);
}

async function benchNamed(name: string, others: readonly string[]): Promise<number> {
  if (!isNamed(name)) {
    throw new UsageError(`There is no bench ${JSON.stringify(name)}: it must be one of ${NAMED.join(", ")}.`);
  }
  if (name === "training") return benchTraining(others, withGpu);
  if (others.length > 0) throw new UsageError(`The bench ${name} takes no flags; ${JSON.stringify(others[0])} is one.`);
  const print = (lines: readonly string[]): number => (console.log(lines.join("\n")), 0);
  if (name === "draws") return print(await benchDraws());
  const onGpu = {
    stages: benchStages,
    matmul: (gpu: GPU) => benchMatmul(gpu),
    "gate-flips": countGateFlips,
    diagram: benchDiagram,
    ensemble: benchEnsemble,
  }[name];
  return withGpu(async (gpu) => print(await onGpu(gpu)));
}

async function withGpu(bench: (gpu: GPU) => Promise<number>): Promise<number> {
  const opened = await openNodeGpu();
  if (opened !== null) return bench(opened.gpu);
  console.error("No WebGPU adapter was found: install a Vulkan driver.");
  return 3;
}

/** `npm run bench`: BENCH_HELP says what it takes. Ends with 1 for a wrong value, 2 for wrong words, 3 for no adapter. */
async function main([first, ...others]: readonly string[]): Promise<number> {
  try {
    if (first !== undefined && !first.startsWith("-")) return await benchNamed(first, others);
    const flags = readBenchFlags(first === undefined ? [] : [first, ...others], NODE_FLAGS);
    if (flags.help) {
      console.log(BENCH_HELP);
      return 0;
    }
    await refuseUnwritable(flags.json);
    return await withGpu((gpu) => benchTargets(gpu, flags));
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    console.error(error.message);
    return 2;
  }
}

process.exit(await main(process.argv.slice(2)));
