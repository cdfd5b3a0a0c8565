import { openNodeGpu } from "../../src/cli/nodeGpu.ts";
import { benchDraws } from "./draws.ts";
import { benchFlagship } from "./flagship.ts";
import { countGateFlips } from "./gateFlips.ts";

const BENCHES = ["flagship", "gate-flips", "draws"];

/**
 * `npm run bench` times the flagship; `npm run bench -- gate-flips` counts flipped gates over 100 seeds; `npm run bench --
 * draws` times the random numbers, and needs no GPU.
 */
async function main(wanted: string): Promise<number> {
  if (!BENCHES.includes(wanted)) {
    console.error(`There is no bench ${JSON.stringify(wanted)}: it must be one of ${BENCHES.join(", ")}.`);
    return 2;
  }
  if (wanted === "draws") {
    console.log((await benchDraws()).join("\n"));
    return 0;
  }
  const opened = await openNodeGpu();
  if (opened === null) {
    console.error("No WebGPU adapter was found: install a Vulkan driver.");
    return 3;
  }
  if (wanted === "gate-flips") {
    console.log((await countGateFlips(opened.gpu)).join("\n"));
    return 0;
  }
  const { rows, facts } = await benchFlagship(opened.gpu);
  for (const fact of facts) console.log(fact);
  for (const [stage, { median, lowest, highest, rounds }] of rows) {
    const spread = rounds > 1 ? ` (${lowest.toFixed(1)} to ${highest.toFixed(1)}, ${rounds} rounds)` : "";
    console.log(`${stage.padEnd(44)} ${median.toFixed(1).padStart(9)} ms${spread}`);
  }
  return 0;
}

process.exit(await main(process.argv[2] ?? "flagship"));
