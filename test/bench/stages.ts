import { CpuEngine } from "../../src/cpu/cpuEngine.ts";
import { drawnNetwork } from "../../src/experiments/drawnNetwork.ts";
import { DEFAULT_SIGNAL_CONFIG } from "../../src/experiments/signalConfig.ts";
import { type GpuEngine, openGpuEngine } from "../../src/gpu/gpuEngine.ts";
import { compilePassKernels } from "../../src/gpu/passKernels.ts";
import { relativeError } from "../../src/model/scaled.ts";
import { type Timing, once, timed } from "./timing.ts";

/** The notebook's second runs: 50 x 80, 1000 examples forward and 100 back. */
const CONFIG = DEFAULT_SIGNAL_CONFIG;
const ROUNDS = 7;

/** Times each stage of the flagship, checks its values, and counts what it asks of the queue. */
export async function benchStages(gpu: GPU): Promise<string[]> {
  const rows: [string, Timing][] = [];
  const add = async (stage: string, timing: Promise<Timing>): Promise<void> => void rows.push([stage, await timing]);
  let opened: GpuEngine | null = null;
  await add(
    "open the device",
    once(async () => (opened = await openGpuEngine(gpu))),
  );
  const engine = opened as GpuEngine | null;
  if (engine === null) throw new Error("no WebGPU adapter: nothing to time");

  await add(
    "draw weights and inputs",
    once(() => drawnNetwork(CONFIG)),
  );
  await add(
    "compile the pipelines",
    once(() => compilePassKernels(engine.context, CONFIG.activation)),
  );
  const drawn = await drawnNetwork(CONFIG);
  const network = drawn.networkOf(CONFIG);
  const [inputs, gradientInputs] = [drawn.inputs(CONFIG.samples), drawn.inputs(CONFIG.gradientSamples)];
  const both = (): ReturnType<GpuEngine["signalStatistics"]> =>
    engine.signalStatistics(network, inputs, gradientInputs);
  await add("first run: allocate, upload, both passes", once(both));
  await add("both passes, as a turned knob asks", timed(ROUNDS, both));
  const trace = engine.trace!;
  const ours = await both();
  await add(
    "forward pass alone",
    timed(ROUNDS, () => engine.forwardStatistics(network, inputs)),
  );
  await add(
    "gradient pass alone",
    timed(ROUNDS, () => engine.backwardStatistics(network, gradientInputs, null)),
  );

  const cpu = new CpuEngine();
  await add(
    "float64 reference, both passes",
    timed(3, () => cpu.signalStatistics(network, inputs, gradientInputs)),
  );
  const theirs = await cpu.signalStatistics(network, inputs, gradientInputs);
  const worst = Math.max(
    ...ours.forward.layers.map(({ std }, layer) => relativeError(std, theirs.forward.layers[layer]!.std)),
    ...ours.backward.gradPreactivation.map(({ std }, layer) =>
      relativeError(std, theirs.backward.gradPreactivation[layer]!.std),
    ),
  );
  const facts = [
    `adapter: ${engine.info.adapter}${engine.info.software ? " (software: ratios only)" : ""}`,
    `dispatches ${trace.dispatches}, submissions ${trace.submits}, bytes read back ${trace.bytesReadBack}`,
    `worst relative error of std against float64: ${worst.toExponential(2)}`,
  ];
  engine.destroy();
  return [...facts, ...rows.map(line)];
}

function line([stage, { median, lowest, highest, rounds }]: [stage: string, timing: Timing]): string {
  const spread = rounds > 1 ? ` (${lowest.toFixed(1)} to ${highest.toFixed(1)}, ${rounds} rounds)` : "";
  return `${stage.padEnd(44)} ${median.toFixed(1).padStart(9)} ms${spread}`;
}
