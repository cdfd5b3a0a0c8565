import type { VerifyCase, VerifyReport } from "../experiments/lab.ts";
import { verifyKernels } from "../experiments/verify.ts";
import { type Flag, HELP_FLAG, JSON_FLAG, describeFlags, readFlags } from "./flags.ts";
import { type CommandResult, EXIT, type Machine, NO_ADAPTER } from "./machine.ts";
import { formatTable } from "./numbers.ts";

const FLAGS: readonly Flag[] = [JSON_FLAG, HELP_FLAG];

const HELP = `initscope verify: every GPU kernel on this machine against the float64 reference

Runs each kernel at sizes 1, one tile, ragged and long, and for every nonlinearity, and prints the largest
error of each case beside the bound that the arithmetic allows.

${describeFlags(FLAGS)}

Ends with 0, 1 where a case failed, 2 for wrong input, or 3 where there is no adapter.
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
    `GPU: ${engine.adapter}${engine.software ? " (software)" : ""}`,
    "",
    formatTable(["", "kernel", "shape", "error", "bound"], rows, 3),
    "",
    `${passed} passed, ${failures} failed`,
  ].join("\n");
}

/** Checks every kernel of this machine's GPU and prints what was found. */
export async function verifyCommand(words: readonly string[], machine: Machine): Promise<CommandResult> {
  const names = readFlags(words, FLAGS).map(([name]) => name);
  if (names.includes("help")) return { exitCode: EXIT.done, stdout: HELP, stderr: "" };
  const opened = await machine.open("gpu");
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
