import { rm } from "node:fs/promises";
import { chromium } from "playwright-core";
import { preview } from "vite";
import type { TestProject } from "vitest/node";
import { browserLaunchOptions } from "../../tools/browser.ts";
import { viteBuild } from "./viteBuild.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Address of the built page. */
    url: string;
    /** For playwright's chromium.connect: one browser for all page tests. */
    wsEndpoint: string;
  }
}

/** Builds the page into a folder of this run's own, serves it, and launches the browser. */
export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const outDir = await viteBuild("page", []);
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
