import { meanFieldAt, meanFieldSentence } from "../experiments/theory/meanFieldAt.ts";
import { DEFAULT_THEORY_CONFIG, THEORY_FIELDS, readTheoryConfig } from "../experiments/theory/theoryConfig.ts";
import type { MeanField, MeanFieldPoint } from "../model/meanField.ts";
import { type Flag, HELP_FLAG, JSON_FLAG, describeFlags, readFlags } from "./flags.ts";
import { type CommandResult, EXIT } from "./machine.ts";
import { formatTable } from "./numbers.ts";

const KEYS: readonly string[] = ["activation", "sigmaW2", "sigmaB2"] satisfies (keyof MeanFieldPoint)[];

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

const HELP = `initscope theory: what becomes of signals and gradients deep in a network of infinite width

Mean-field theory for weights N(0, sigma-w2 / fanIn) and biases N(0, sigma-b2), in float64: the fixed point q* of a
preactivation's mean square, the gradient's growth chi1 there, the fixed point c* of the correlation of two inputs, and
the depth scales xi_c and xi_q over which both are reached.

${describeFlags(FLAGS)}

JSON is {"qStar", "chi1", "cStar", "xiC", "xiQ", "error", "phase"}: null where a quantity is infinite or absent, and
"reason" then says why; "error" is the largest relative error, estimated. Ends with 0, or 2 for wrong input.
`;

/** What the command's JSON holds, its keys in this order. */
function toJson({ qStar, chi1, cStar, xiC, xiQ, error, phase, reason }: MeanField): string {
  return JSON.stringify({ qStar, chi1, cStar, xiC, xiQ, error, phase, ...(reason === null ? {} : { reason }) });
}

function toTable({ activation, sigmaW2, sigmaB2 }: MeanFieldPoint, theory: MeanField): string {
  const { qStar, chi1, cStar, xiC, xiQ, error, reason } = theory;
  const text = (value: number | null, absent: string): string => (value === null ? absent : String(value));
  const rows = [
    ["q*", text(qStar, "infinite"), "mean square of a preactivation, deep in the network"],
    ["chi1", text(chi1, "none"), "growth of the gradient's mean square a layer"],
    ["c*", text(cStar, "none"), "correlation that two inputs come to"],
    [
      "xi_c",
      text(xiC, cStar === null ? "none" : "infinite"),
      "layers in which 1/e of a correlation's distance from c* is left",
    ],
    [
      "xi_q",
      text(xiQ, qStar === null ? "none" : "infinite"),
      "layers in which 1/e of a mean square's distance from q* is left",
    ],
  ];
  const lines = [
    `${activation}, sigma-w2 ${sigmaW2}, sigma-b2 ${sigmaB2}`,
    meanFieldSentence(theory),
    ...(reason === null ? [] : [reason]),
    "",
    formatTable(["", "value", ""], rows, 3),
    "",
    `Largest relative error, estimated: ${error.toExponential(1)}`,
  ];
  return lines.join("\n").replaceAll(/ +$/gm, "");
}

/** Reads the flags, solves the theory at the point, and prints it. */
export async function theoryCommand(words: readonly string[]): Promise<CommandResult> {
  const given = readFlags(words, FLAGS);
  const names = given.map(([name]) => name);
  if (names.includes("help")) return { exitCode: EXIT.done, stdout: HELP, stderr: "" };
  const point: MeanFieldPoint = readTheoryConfig(given);
  const theory = meanFieldAt(point);
  const text = names.includes("json") ? toJson(theory) : toTable(point, theory);
  return { exitCode: EXIT.done, stdout: `${text}\n`, stderr: "" };
}
