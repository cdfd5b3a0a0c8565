import { formatArray } from "../experiments/weights/numpyFormat.ts";
import { DEFAULT_RAW_CONFIG, drawRaw, RAW_FIELDS, readRawConfig } from "../experiments/weights/rawStream.ts";
import { describeFlags, type Flag, HELP_FLAG, JSON_FLAG, readFlags } from "./flags.ts";
import { jsonArray, type JsonArray } from "./jsonNumbers.ts";
import { type CommandResult, EXIT } from "./machine.ts";

const FLAGS: readonly Flag[] = [
  ...RAW_FIELDS.map(({ name, help, allowed }) => ({
    name,
    help,
    allowed,
    fallback: String(DEFAULT_RAW_CONFIG[name]),
  })),
  JSON_FLAG,
  HELP_FLAG,
];

const HELP = `initscope random: the first numbers that a framework draws from a seed

One call for an array of --count numbers, after the framework's seed was set: torch.manual_seed(0) and
torch.randn(20), say. NumPy draws no truncated normal numbers; PyTorch's are those of trunc_normal_ up to 2.11.

${describeFlags(FLAGS)}

JSON is {"values": [...]}, each decimal the shortest that reads back to the same bits, of float32 where the
framework is float32. Without --json the array is printed as NumPy prints it. Ends with 0, or 2 for wrong input.
`;

function* toJson(array: JsonArray): Generator<string> {
  yield '{"values":';
  yield* jsonArray(array);
  yield "}\n";
}

/** Reads the flags, draws, and prints the numbers. */
export async function randomCommand(words: readonly string[]): Promise<CommandResult> {
  const given = readFlags(words, FLAGS);
  const names = given.map(([name]) => name);
  if (names.includes("help")) return { exitCode: EXIT.done, stdout: HELP, stderr: "" };
  const values = await drawRaw(readRawConfig(given));
  const shape = [values.length];
  const stdout = names.includes("json") ? toJson({ shape, values }) : `${formatArray(values, shape)}\n`;
  return { exitCode: EXIT.done, stdout, stderr: "" };
}
