import { execFile } from "node:child_process";
import { resolve } from "node:path";
import { promisify } from "node:util";

/**
 * Builds into node_modules/.cache/initscope/<name>-<process>, so that runs at the same time keep out of each
 * other's way, and returns that folder; whoever builds removes it. In a process of its own: under Vitest's
 * NODE_ENV, Lit would come in its development form.
 */
export async function viteBuild(name: string, words: readonly string[]): Promise<string> {
  const outDir = resolve("node_modules/.cache/initscope", `${name}-${process.pid}`);
  const vite = resolve("node_modules/vite/bin/vite.js");
  const env = { ...process.env, NODE_ENV: "production" };
  await promisify(execFile)(
    process.execPath,
    [vite, "build", ...words, "--outDir", outDir, "--emptyOutDir", "--logLevel", "warn"],
    { env },
  );
  return outDir;
}
