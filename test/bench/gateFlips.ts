import { CpuEngine } from "../../src/cpu/cpuEngine.ts";
import { checkSignal } from "../../src/experiments/check.ts";
import { runSignal } from "../../src/experiments/signal.ts";
import { DEFAULT_SIGNAL_CONFIG } from "../../src/experiments/signalConfig.ts";
import { openGpuEngine } from "../../src/gpu/gpuEngine.ts";

const SEEDS = 100;
const CONFIG = {
  ...DEFAULT_SIGNAL_CONFIG,
  depth: 120,
  width: 40,
  weightVariance: 0.05,
  samples: 50,
  gradientSamples: 50,
};

/** Counts the seeds of a deep ReLU network in which rounding flips a gate, so that std is off by more than 2e-5. */
export async function countGateFlips(gpu: GPU): Promise<string[]> {
  const engine = await openGpuEngine(gpu);
  if (engine === null) throw new Error("no WebGPU adapter: nothing to count");
  const flipped: string[] = [];
  let largest = 0;
  const unexplained: string[] = [];
  for (let seed = 0; seed < SEEDS; seed += 1) {
    const report = await runSignal(engine, { ...CONFIG, seed });
    const { worst, chaotic, passed } = await checkSignal(engine, (shake) => new CpuEngine(shake && { shake }), report);
    if (chaotic) flipped.push(`${seed} (${worst.toExponential(1)})`);
    else largest = Math.max(largest, worst);
    if (!passed) unexplained.push(`${seed} (${worst.toExponential(1)})`);
  }
  engine.destroy();
  return [
    `ReLU, depth ${CONFIG.depth}, width ${CONFIG.width}, ${CONFIG.samples} examples, seeds 0 to ${SEEDS - 1}:`,
    `beyond 2e-5, which a flipped gate makes: ${flipped.length}: ${flipped.join(", ") || "none"}`,
    `largest error of the others ${largest.toExponential(2)}; beyond what a perturbed float64 run allows: ${unexplained.join(", ") || "none"}`,
  ];
}
