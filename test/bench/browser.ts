import { rm } from "node:fs/promises";
import { resolve } from "node:path";
import { type LaunchOptions, chromium } from "playwright-core";
import { build, preview } from "vite";
import { UsageError, describeFlags } from "../../src/cli/flags.ts";
import { browserLaunchOptions } from "../../tools/browser.ts";
import { BROWSER_FLAGS, type BenchFlags, readBenchFlags, worksFor } from "./benchFlags.ts";
import { refuseUnwritable } from "./jsonPath.ts";
import { type FullReport, giveReport, showProgress } from "./giveReport.ts";

const HELP = `npm run bench:browser -- [flags]: ours and other libraries in turn, in a headless browser

${describeFlags(BROWSER_FLAGS)}
`;

/** Builds the page into a folder of this run's own, and serves it from this machine alone. */
async function servePage(): Promise<{ url: string; close(): Promise<void> }> {
  const outDir = resolve("node_modules/.cache/initscope", `bench-page-${process.pid}`);
  const root = resolve("test/bench/page");
  await build({ root, configFile: resolve("vite.config.ts"), build: { outDir, emptyOutDir: true }, logLevel: "warn" });
  const server = await preview({
    root,
    configFile: resolve("vite.config.ts"),
    build: { outDir },
    preview: { port: 0, host: "127.0.0.1" },
    logLevel: "warn",
  });
  return {
    url: server.resolvedUrls!.local[0]!,
    async close() {
      await server.close();
      await rm(outDir, { recursive: true, force: true });
    },
  };
}

/** Runs the bench in a page, on the very worker that the Bench lab has. */
async function runInBrowser(url: string, options: LaunchOptions, flags: BenchFlags): Promise<FullReport> {
  const browser = await chromium.launch(options);
  try {
    const page = await browser.newPage();
    page.setDefaultTimeout(0);
    page.on("console", (message) => {
      if (message.type() === "error") console.error(`The browser says: ${message.text()}`);
    });
    // The libraries come from the page's own host: whoever asks another is told of.
    page.on("request", (request) => {
      if (!request.url().startsWith(url) && !/^(data|blob):/.test(request.url())) {
        console.error(`The page asked another host: ${request.url()}`);
      }
    });
    await page.exposeFunction("showProgress", showProgress);
    await page.goto(url);
    const { against, rounds } = flags;
    const machine = await page.evaluate(() => globalThis.bench.peaks());
    const report = await page.evaluate(
      (request) =>
        globalThis.bench.run(request, { onProgress: (fraction, sentence) => showProgress(fraction, sentence) }),
      { works: worksFor(flags, machine), against, rounds },
    );
    return { ...report, peaks: machine.peaks };
  } finally {
    await browser.close();
  }
}

/** Ends with 1 where one of ours is wrong or failed, 2 for wrong words. A peer that fails has a reason, no more. */
async function main(words: readonly string[]): Promise<number> {
  try {
    const flags = readBenchFlags(words, BROWSER_FLAGS);
    if (flags.help) {
      console.log(HELP);
      return 0;
    }
    await refuseUnwritable(flags.json);
    const page = await servePage();
    try {
      return await giveReport(await runInBrowser(page.url, await browserLaunchOptions(flags.adapter), flags), flags);
    } finally {
      await page.close();
    }
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    console.error(error.message);
    return 2;
  }
}

process.exit(await main(process.argv.slice(2)));
