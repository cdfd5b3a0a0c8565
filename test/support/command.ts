import { execFile } from "node:child_process";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll } from "vitest";
import { viteBuild } from "./viteBuild.ts";

export interface Ended {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const MAX_OUTPUT = 64 * 2 ** 20;

/** Builds the command for the tests of a file, and runs it with words and environment as a shell would. */
export function builtCommand(): (words: readonly string[], env?: Readonly<Record<string, string>>) => Promise<Ended> {
  let folder = "";
  beforeAll(async () => {
    folder = await viteBuild("cli", ["--ssr", "src/cli/main.ts"]);
  });
  afterAll(async () => rm(folder, { recursive: true, force: true }));
  return (words, env = {}) =>
    new Promise((resolve) => {
      const options = { env: { ...process.env, ...env }, maxBuffer: MAX_OUTPUT };
      const child = execFile(process.execPath, [join(folder, "initscope.js"), ...words], options, (_, stdout, stderr) =>
        resolve({ exitCode: child.exitCode, stdout, stderr }),
      );
    });
}
