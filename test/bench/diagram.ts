import { CpuDiagrams } from "../../src/cpu/diagram/cpuDiagrams.ts";
import { openContext } from "../../src/gpu/context.ts";
import { GpuDiagrams } from "../../src/gpu/diagram/gpuDiagrams.ts";
import type { DiagramWindow, Diagrams } from "../../src/model/diagram.ts";
import type { NonlinearityId } from "../../src/model/nonlinearity.ts";
import { once } from "./timing.ts";

/** One of each kind: bounded, linear on each side, smooth and unbounded, in closed form. */
const ACTIVATIONS: readonly NonlinearityId[] = ["tanh", "relu", "gelu", "sine"];
const SIDE = 512;
const ROUNDS = 7;

interface Entrant {
  readonly name: string;
  draw(window: DiagramWindow): Promise<unknown>;
}

/** Cells a second of a 512 x 512 diagram, GPU and float64 in turn, and what its tables take once a nonlinearity. */
export async function benchDiagram(gpu: GPU): Promise<string[]> {
  const context = await openContext(gpu);
  if (context === null) throw new Error("no WebGPU adapter: nothing to time");
  const onGpu = new GpuDiagrams(context);
  const onCpu = new CpuDiagrams();
  const entrants: readonly Entrant[] = [
    { name: "GPU", draw: (window) => onGpu.draw(window) },
    { name: "float64", draw: (window) => onCpu.cells(window) },
  ];
  try {
    const lines = [`adapter: ${context.info.adapter}${context.info.software ? " (software: ratios only)" : ""}`];
    for (const activation of ACTIVATIONS) lines.push(...(await benchActivation(entrants, activation)), "");
    return [...lines, await differing(onGpu, onCpu)];
  } finally {
    onGpu.destroy();
    context.destroy();
  }
}

async function benchActivation(entrants: readonly Entrant[], activation: NonlinearityId): Promise<string[]> {
  const window: DiagramWindow = { activation, sigmaW2: [0, 6], sigmaB2: [0, 3], columns: SIDE, rows: SIDE };
  const first: number[] = [];
  // One cell asks for the tables, and for a GPU's shaders.
  for (const { draw } of entrants) first.push((await once(() => draw({ ...window, columns: 1, rows: 1 }))).median);
  const rounds = entrants.map((): number[] => []);
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const [index, { draw }] of entrants.entries()) {
      const { median } = await once(() => draw(window));
      if (round > 0) rounds[index]!.push(median);
    }
  }
  return entrants.map(({ name }, index) => {
    const [low, middle, high] = spread(rounds[index]!);
    const rate = `${(SIDE ** 2 / middle / 1e3).toFixed(3)} M cells/s`;
    return (
      `${activation.padEnd(6)} ${name.padEnd(8)} ${middle.toFixed(0).padStart(6)} ms ${rate.padStart(18)}` +
      `  (${low.toFixed(0)} to ${high.toFixed(0)} ms, ${ROUNDS} rounds); tables ${first[index]!.toFixed(0)} ms, once`
    );
  });
}

/** Work that was not done has no speed: the worst difference of q* under tanh. */
async function differing(ours: Diagrams, theirs: Diagrams): Promise<string> {
  const window: DiagramWindow = { activation: "tanh", sigmaW2: [0, 6], sigmaB2: [0.1, 3], columns: 64, rows: 64 };
  const [a, b] = [(await ours.cells(window)).values.qStar, (await theirs.cells(window)).values.qStar];
  const worst = a.reduce((most, value, cell) => Math.max(most, Math.abs(value / b[cell]! - 1)), 0);
  return `worst relative difference of q* under tanh: ${worst.toExponential(1)}`;
}

/** Lowest, median and highest. */
function spread(values: readonly number[]): [low: number, middle: number, high: number] {
  const sorted = values.toSorted((a, b) => a - b);
  return [sorted[0]!, sorted[sorted.length >> 1]!, sorted.at(-1)!];
}
