import { version } from "../../package.json";
import { LimitError } from "../model/limitError.ts";
import { ConfigError } from "../experiments/fields.ts";
import { criticalCommand } from "./criticalCommand.ts";
import { ensembleCommand } from "./ensembleCommand.ts";
import { UsageError } from "./flags.ts";
import { type CommandResult, EXIT, type Machine } from "./machine.ts";
import { randomCommand } from "./randomCommand.ts";
import { signalCommand } from "./signalCommand.ts";
import { theoryCommand } from "./theoryCommand.ts";
import { trainCommand } from "./trainCommand.ts";
import { verifyCommand } from "./verifyCommand.ts";
import { weightsCommand } from "./weightsCommand.ts";

interface Command {
  readonly help: string;
  run(words: readonly string[], machine: Machine): Promise<CommandResult>;
}

const COMMANDS = new Map<string, Command>([
  ["signal", { run: signalCommand, help: "how large the signal and its gradient are, layer by layer" }],
  ["weights", { run: weightsCommand, help: "the very weights that a framework draws from a seed" }],
  ["random", { run: randomCommand, help: "the first numbers that a framework draws from a seed" }],
  ["theory", { run: theoryCommand, help: "what becomes of signals and gradients at infinite width" }],
  ["critical", { run: criticalCommand, help: "the weight variance at the edge of chaos" }],
  ["ensemble", { run: ensembleCommand, help: "how the signal spreads over many networks of finite width" }],
  ["train", { run: trainCommand, help: "what training makes of a start, and how many units stay equal" }],
  ["verify", { run: verifyCommand, help: "every GPU kernel on this machine against the float64 reference" }],
]);

const HELP = `initscope: where a network's starting weights come from, and why they decide whether it trains

${[...COMMANDS].map(([name, { help }]) => `  initscope ${name.padEnd(8)}  ${help}`).join("\n")}

Each command lists its flags with --help; initscope --version prints the version. Results go to standard
output, as a table or with --json as one JSON object; all else goes to standard error. Ends with 0 when
done, 1 when something failed, 2 for wrong input, 3 where there is no GPU adapter: a command asked to use
the GPU never uses the CPU instead.
`;

const CHOICES = `${[...COMMANDS.keys()].slice(0, -1).join(", ")} or ${[...COMMANDS.keys()].at(-1)}`;

/** A value that a person gave and the machine or the experiment refuses. */
function isBadInput(error: unknown): error is Error {
  return error instanceof ConfigError || error instanceof UsageError || error instanceof LimitError;
}

/** Runs the command that the words name; whatever goes wrong becomes a sentence and an exit code. */
export async function runCommandLine(words: readonly string[], machine: Machine): Promise<CommandResult> {
  const [name, ...rest] = words;
  if (name === "--version") return { exitCode: EXIT.done, stdout: `${version}\n`, stderr: "" };
  if (name === "--help" || name === "-h" || name === "help") return { exitCode: EXIT.done, stdout: HELP, stderr: "" };
  try {
    if (name === undefined) throw new UsageError(`A command is missing: it is ${CHOICES} (--help lists all).`);
    const command = COMMANDS.get(name);
    if (command === undefined) throw new UsageError(`Unknown command ${JSON.stringify(name)}: it is ${CHOICES}.`);
    return await command.run(rest, machine);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { exitCode: isBadInput(error) ? EXIT.badInput : EXIT.failed, stdout: "", stderr: `${message}\n` };
  }
}
