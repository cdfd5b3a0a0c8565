import { usesWeightVariance } from "../experiments/weightSource.ts";
import { resolutionSentence } from "../experiments/resolution.ts";
import { runSignal } from "../experiments/signal.ts";
import {
  DEFAULT_SIGNAL_CONFIG,
  SIGNAL_FIELDS,
  type SignalConfig,
  readSignalConfig,
} from "../experiments/signalConfig.ts";
import type { LayerRow, SignalReport } from "../experiments/signalReport.ts";
import { type Flag, HELP_FLAG, JSON_FLAG, describeFlags, readFlags } from "./flags.ts";
import { type CommandResult, EXIT, type Machine, NO_ADAPTER } from "./machine.ts";
import { formatScaled, formatTable } from "./numbers.ts";

/** The page's defaults, but for the engine: a terminal's user is told where there is no GPU. */
const DEFAULTS: SignalConfig = { ...DEFAULT_SIGNAL_CONFIG, engine: "gpu" };

const FLAGS: readonly Flag[] = [
  ...SIGNAL_FIELDS.map(({ key, name, help, allowed }) => ({
    name,
    help,
    allowed,
    fallback: String(DEFAULTS[key]),
  })),
  JSON_FLAG,
  HELP_FLAG,
];

const HELP = `initscope signal: how large the signal and its gradient are, layer by layer

Draws a network as the notebook does (NumPy's legacy generator), or as another framework does, runs it forward
and back, and prints the mean and population standard deviation of each layer's activations (layer 0 is the
input) and the standard deviation of the gradients of the squared error with respect to each layer's
preactivations. The defaults are the notebook's second run.

${describeFlags(FLAGS)}

Where a number lies beyond float64, JSON has null for it; log10Std holds at any magnitude, and is null only
where std is 0. Ends with 0, 2 for wrong input, or 3 where --engine gpu finds no adapter.
`;

/** What the command's JSON holds, its keys in this order. */
function toJson({ engine, config, forward, gradient }: SignalReport): string {
  const { kind, adapter, software } = engine;
  return JSON.stringify({
    engine: { kind, adapter, software },
    config,
    forward: forward.map(({ layer, mean, std, log10Std }) => ({ layer, mean, std, log10Std })),
    gradient: gradient.map(({ layer, std, log10Std }) => ({ layer, std, log10Std })),
  });
}

function log10Cell({ log10Std }: LayerRow): string {
  return log10Std === null ? "-" : log10Std.toFixed(4);
}

function toTables({ engine, config, forward, gradient }: SignalReport): string {
  const { depth, width, weightVariance, activation, samples, gradientSamples, seed, framework, initializer } = config;
  const weights = usesWeightVariance(config) ? `weight variance ${weightVariance}` : `${initializer} weights`;
  const forwardRows = forward.map((row) => [
    String(row.layer),
    formatScaled(row.exact.mean),
    formatScaled(row.exact.std),
    log10Cell(row),
  ]);
  const gradientRows = gradient.map((row) => [String(row.layer), formatScaled(row.exact.std), log10Cell(row)]);
  return [
    `${engine.kind.toUpperCase()}: ${engine.adapter}${engine.software ? " (software)" : ""}`,
    `depth ${depth}, width ${width}, ${weights}, ${activation}, ${framework} seed ${seed}`,
    "",
    `Activations of ${samples} examples`,
    formatTable(["layer", "mean", "std", "log10 std"], forwardRows),
    "",
    `Gradients of the preactivations, ${gradientSamples} examples`,
    gradientRows.length > 0
      ? formatTable(["layer", "std", "log10 std"], gradientRows)
      : "None: the notebook counts layers 1 to depth - 1.",
  ].join("\n");
}

/** Reads the flags, runs the experiment on the engine asked for and no other, and prints what it found. */
export async function signalCommand(words: readonly string[], machine: Machine): Promise<CommandResult> {
  const given = readFlags(words, FLAGS);
  const names = given.map(([name]) => name);
  if (names.includes("help")) return { exitCode: EXIT.done, stdout: HELP, stderr: "" };
  const config: SignalConfig = readSignalConfig(given, DEFAULTS);
  const opened = await machine.open(config.engine);
  if (opened === null) return { exitCode: EXIT.noAdapter, stdout: "", stderr: `${NO_ADAPTER}\n` };
  const { engine, note } = opened;
  try {
    const report = await runSignal(engine, config);
    const notes = [note, resolutionSentence(report)].filter((line) => line !== null);
    const text = names.includes("json") ? toJson(report) : toTables(report);
    return { exitCode: EXIT.done, stdout: `${text}\n`, stderr: notes.map((line) => `${line}\n`).join("") };
  } finally {
    engine.destroy();
  }
}
