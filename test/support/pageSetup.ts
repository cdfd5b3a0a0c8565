import { execFile } from "node:child_process";
import { rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { chromium } from "playwright-core";
import { preview } from "vite";
import type { TestProject } from "vitest/node";
import { browserLaunchOptions } from "../../tools/browser.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Address of the built page. */
    url: string;
    /** For playwright's chromium.connect: one browser for all page tests. */
    wsEndpoint: string;
  }
}

/** Builds as `npm run build` does: under Vitest's own NODE_ENV, Lit would come in its development form. */
async function buildPage(outDir: string): Promise<void> {
  const vite = resolve("node_modules/vite/bin/vite.js");
  const env = { ...process.env, NODE_ENV: "production" };
  await promisify(execFile)(process.execPath, [vite, "build", "--outDir", outDir, "--logLevel", "warn"], { env });
}

/** Builds the page into a folder of this run's own, serves it, and launches the browser. */
export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const outDir = resolve(join("node_modules/.cache/initscope", `page-${process.pid}`));
  await buildPage(outDir);
  const server = await preview({ build: { outDir }, preview: { port: 0, host: "127.0.0.1" }, logLevel: "warn" });
  const browser = await chromium.launchServer(await browserLaunchOptions());
  provide("url", server.resolvedUrls!.local[0]!);
  provide("wsEndpoint", browser.wsEndpoint());
  return async () => {
    await browser.close();
    await server.close();
    await rm(outDir, { recursive: true, force: true });
  };
}
