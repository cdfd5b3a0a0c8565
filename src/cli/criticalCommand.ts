import { signalTextAt } from "../experiments/theory/criticalSignal.ts";
import { criticalVarianceAt } from "../experiments/theory/meanFieldAt.ts";
import {
  DEFAULT_THEORY_CONFIG,
  THEORY_FIELDS,
  type TheoryConfig,
  readTheoryConfig,
} from "../experiments/theory/theoryConfig.ts";
import type { CriticalVariance } from "../model/meanField.ts";
import { type Flag, HELP_FLAG, JSON_FLAG, describeFlags, readFlags } from "./flags.ts";
import { type CommandResult, EXIT } from "./machine.ts";

const KEYS: readonly string[] = ["activation", "sigmaB2"] satisfies (keyof TheoryConfig)[];

const FLAGS: readonly Flag[] = [
  ...THEORY_FIELDS.filter(({ key }) => KEYS.includes(key)).map(({ key, name, help, allowed }) => ({
    name,
    help,
    allowed,
    fallback: String(DEFAULT_THEORY_CONFIG[key]),
  })),
  JSON_FLAG,
  HELP_FLAG,
];

const HELP = `initscope critical: the weight variance at the edge of chaos

The values of sigma-w2 (fanIn times the variance of one weight) at which chi1, the gradient's growth a layer deep in a
network of infinite width, is 1.

${describeFlags(FLAGS)}

JSON is {"sigmaW2", "error", "others"}: the smallest value, its relative error, estimated, and further values. Where
there is none, sigmaW2 is null, and "reason" says why. Ends with 0, or 2 for wrong input.
`;

/** What the command's JSON holds, its keys in this order. */
function toJson({ sigmaW2, error, others, reason }: CriticalVariance): string {
  return JSON.stringify({ sigmaW2, error, others, ...(reason === null ? {} : { reason }) });
}

function toText(config: TheoryConfig, { sigmaW2, error, others, reason }: CriticalVariance): string {
  const { activation, sigmaB2 } = config;
  const end = (own: number): string => signalTextAt({ activation, sigmaW2: own, sigmaB2 });
  const lines = [`${activation}, sigma-b2 ${sigmaB2}`];
  if (sigmaW2 === null || error === null) return [...lines, reason].join("\n");
  const value = `sigma-w2 = ${sigmaW2} (relative error ${error.toExponential(1)})`;
  const lost = end(sigmaW2);
  lines.push(
    lost === ""
      ? `Gradients neither grow nor fade at ${value}.`
      : `Gradients neither grow nor fade exponentially at ${value}, but ${lost}.`,
  );
  for (const own of others)
    lines.push(`chi1 is 1 at sigma-w2 = ${own} too${end(own) === "" ? "" : `, but ${end(own)}`}.`);
  return lines.join("\n");
}

/** Reads the flags, solves for the critical variances, and prints them. */
export async function criticalCommand(words: readonly string[]): Promise<CommandResult> {
  const given = readFlags(words, FLAGS);
  const names = given.map(([name]) => name);
  if (names.includes("help")) return { exitCode: EXIT.done, stdout: HELP, stderr: "" };
  const config = readTheoryConfig(given);
  const critical = criticalVarianceAt(config);
  const text = names.includes("json") ? toJson(critical) : toText(config, critical);
  return { exitCode: EXIT.done, stdout: `${text}\n`, stderr: "" };
}
