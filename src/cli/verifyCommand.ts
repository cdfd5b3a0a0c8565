import type { VerifyCase, VerifyReport } from "../experiments/lab.ts";
import { ConfigError } from "../experiments/fields.ts";
import { verifyKernels } from "../experiments/verify.ts";
import { type Flag, HELP_FLAG, JSON_FLAG, describeFlags, readFlags } from "./flags.ts";
import { type CommandResult, EXIT, type Machine, NO_ADAPTER } from "./machine.ts";
import { formatTable } from "./numbers.ts";

/** The engines whose kernels are checked; the float64 reference is what they are checked against. */
const ENGINES = ["gpu", "wasm"] as const;
const ENGINE_FLAG: Flag = {
  name: "engine",
  help: "whose kernels",
  allowed: `one of ${ENGINES.join(", ")}`,
  fallback: ENGINES[0],
};

const FLAGS: readonly Flag[] = [ENGINE_FLAG, JSON_FLAG, HELP_FLAG];

const HELP = `initscope verify: every kernel of an engine on this machine against the float64 reference

Runs each kernel at sizes 1, one tile, ragged and long, and for every nonlinearity, and prints the largest
error of each case beside the bound that the arithmetic allows.

${describeFlags(FLAGS)}

Ends with 0, 1 where a case failed, 2 for wrong input, or 3 where --engine gpu finds no adapter.
`;

/** Not `maxError > bound`: an error that is not a number must fail. */
function failed({ maxError, bound }: VerifyCase): boolean {
  return !(maxError <= bound);
}

function toTable({ engine, passed, failed: failures, cases }: VerifyReport): string {
  const rows = cases.map((one) => [
    failed(one) ? "FAILED" : "ok",
    one.kernel,
    one.shape,
    one.maxError.toExponential(2),
    one.bound.toExponential(2),
  ]);
  return [
    `${engine.kind.toUpperCase()}: ${engine.adapter}${engine.software ? " (software)" : ""}`,
    "",
    formatTable(["", "kernel", "shape", "error", "bound"], rows, 3),
    "",
    `${passed} passed, ${failures} failed`,
  ].join("\n");
}

/** The engine asked for; a ConfigError where there is no such one to check. */
function engineOf(given: readonly (readonly [name: string, value: string])[]): (typeof ENGINES)[number] {
  const text = given.find(([name]) => name === "engine")?.[1] ?? ENGINES[0];
  const engine = ENGINES.find((name) => name === text);
  if (engine === undefined) throw new ConfigError("engine", text, ENGINE_FLAG.allowed!);
  return engine;
}

/** Checks every kernel of an engine and prints what was found. */
export async function verifyCommand(words: readonly string[], machine: Machine): Promise<CommandResult> {
  const given = readFlags(words, FLAGS);
  const names = given.map(([name]) => name);
  if (names.includes("help")) return { exitCode: EXIT.done, stdout: HELP, stderr: "" };
  const opened = await machine.open(engineOf(given));
  if (opened === null) return { exitCode: EXIT.noAdapter, stdout: "", stderr: `${NO_ADAPTER}\n` };
  const { engine, kernels, note } = opened;
  try {
    const report = await verifyKernels(kernels, machine.reference, engine.info);
    const { passed, cases } = report;
    const text = names.includes("json")
      ? JSON.stringify({ engine: report.engine, passed, failed: report.failed, cases })
      : toTable(report);
    return {
      exitCode: report.failed > 0 || passed === 0 ? EXIT.failed : EXIT.done,
      stdout: `${text}\n`,
      stderr: note === null ? "" : `${note}\n`,
    };
  } finally {
    engine.destroy();
  }
}
