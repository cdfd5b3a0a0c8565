import { runEnsemble } from "../experiments/theory/ensemble.ts";
import {
  type EnsembleReport,
  FAN_SHARES,
  type FanLayer,
  type FanTheory,
} from "../experiments/theory/ensembleReport.ts";
import {
  DEFAULT_THEORY_CONFIG,
  THEORY_FIELDS,
  type TheoryConfig,
  readTheoryConfig,
} from "../experiments/theory/theoryConfig.ts";
import { unreachableSentences } from "../experiments/theory/unreachable.ts";
import { scaled } from "../model/scaled.ts";
import { type Flag, HELP_FLAG, JSON_FLAG, describeFlags, readFlags } from "./flags.ts";
import { type CommandResult, EXIT, type Machine, NO_ADAPTER } from "./machine.ts";
import { formatScaled, formatTable } from "./numbers.ts";

/** The page's defaults, but for the engine: a terminal's user is told where there is no GPU. */
const DEFAULTS: TheoryConfig = { ...DEFAULT_THEORY_CONFIG, engine: "gpu" };

/** One input goes through the networks: two inputs' correlation changes nothing. */
const FLAGS: readonly Flag[] = [
  ...THEORY_FIELDS.filter(({ key }) => key !== "correlation").map(({ key, name, help, allowed }) => ({
    name,
    help,
    allowed,
    fallback: String(DEFAULTS[key]),
  })),
  JSON_FLAG,
  HELP_FLAG,
];

const HELP = `initscope ensemble: how the signal spreads over many networks of finite width

Draws networks with weights N(0, sigma-w2 / width) and biases N(0, sigma-b2), gives each one input, and prints M, the
mean square of a layer's activations over that of the input, by layer: its mean, second moment, quantiles, and the mean
and variance of ln M over the networks that are not silent. Theory stands beside it where it is exact.

${describeFlags(FLAGS)}

The weights of network k are TensorFlow's: tf.raw_ops.RandomStandardNormal(shape=[width, width], dtype=tf.float32,
seed=seed, seed2=(k << 32) | l) for layer l, and l + 65536 for its biases, before they are scaled. JSON has null where
a number lies beyond float64 or there is none. Ends with 0, 2 for wrong input, or 3 where --engine gpu finds no adapter.
`;

/** What the command's JSON holds, its keys in this order. */
function toJson({ engine, signal }: EnsembleReport): string {
  const { kind, adapter, software } = engine;
  return JSON.stringify({
    engine: { kind, adapter, software },
    layers: signal.map(({ layer, mean, secondMoment, standardError, meanLog, varianceLog, lnQuantiles }) => ({
      layer,
      mean,
      secondMoment,
      standardError,
      meanLog,
      varianceLog,
      quantiles: Object.fromEntries(FAN_SHARES.map((share, index) => [String(share), ofLn(lnQuantiles[index]!)])),
    })),
  });
}

/** Below this a float64 loses digits. */
const SMALLEST_NORMAL = 2 ** -1022;

/** A number from its logarithm, which is null for zero; null where float64 ends. */
function ofLn(ln: number | null): number | null {
  if (ln === null) return 0;
  const value = Math.exp(ln);
  return Number.isFinite(value) && value >= SMALLEST_NORMAL ? value : null;
}

const HEADINGS = [
  "layer",
  "mean",
  "± error",
  "E[M²]",
  "theory",
  "mean ln M",
  "theory",
  "var ln M",
  "theory",
  ...FAN_SHARES.map((share) => `${100 * share} %`),
];

function tableRow(own: FanLayer, theory: FanTheory): string[] {
  const plain = (value: number | null): string => (value === null ? "-" : value.toFixed(4));
  const large = (value: number | null): string => (value === null ? "-" : formatScaled(scaled(value), 4));
  return [
    String(own.layer),
    lnCell(own.lnMean, "0"),
    large(own.standardError),
    large(own.secondMoment),
    lnCell(theory.lnSecondMoment, "-"),
    plain(own.meanLog),
    plain(theory.meanLog),
    plain(own.varianceLog),
    plain(theory.varianceLog),
    ...own.lnQuantiles.map((ln) => lnCell(ln, "0")),
  ];
}

/** e^ln at any magnitude, in four digits. */
function lnCell(ln: number | null, none: string): string {
  if (ln === null) return none;
  const exponent = Math.floor(ln / Math.LN2);
  return formatScaled(scaled(Math.exp(ln - exponent * Math.LN2), exponent), 4);
}

function toTable(report: EnsembleReport): string {
  const { engine, config, networks, signal, signalTheory } = report;
  const { depth, width, activation, sigmaW2, sigmaB2, seed } = config;
  return [
    `${engine.kind.toUpperCase()}: ${engine.adapter}${engine.software ? " (software)" : ""}`,
    `${networks} networks, depth ${depth}, width ${width}, sigma-w2 ${sigmaW2}, sigma-b2 ${sigmaB2}, ${activation}, seed ${seed}`,
    "",
    "M: mean square of a layer's activations over that of the input",
    formatTable(
      HEADINGS,
      signal.map((own, layer) => tableRow(own, signalTheory[layer]!)),
    ),
    "",
    ...unreachableSentences(report),
  ].join("\n");
}

/** Reads the flags, runs the ensemble on the engine asked for and no other, and prints what it found. */
export async function ensembleCommand(words: readonly string[], machine: Machine): Promise<CommandResult> {
  const given = readFlags(words, FLAGS);
  const names = given.map(([name]) => name);
  if (names.includes("help")) return { exitCode: EXIT.done, stdout: HELP, stderr: "" };
  const config = readTheoryConfig(given, DEFAULTS);
  const opened = await machine.openEnsembles(config.engine);
  if (opened === null) return { exitCode: EXIT.noAdapter, stdout: "", stderr: `${NO_ADAPTER}\n` };
  const { ensembles, note } = opened;
  try {
    const report = await runEnsemble(ensembles, config, { gradient: false });
    const text = names.includes("json") ? toJson(report) : toTable(report);
    return { exitCode: EXIT.done, stdout: `${text}\n`, stderr: note === null ? "" : `${note}\n` };
  } finally {
    opened.close();
  }
}
