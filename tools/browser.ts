import { existsSync } from "node:fs";
import { join } from "node:path";
import { Launcher } from "chrome-launcher";
import { chromium, type LaunchOptions } from "playwright-core";
import { placeFile, unpackedChromium } from "../src/cli/packedChromium.ts";

/** A browser with WebGPU, and what its process needs in its environment. */
export interface Browser {
  readonly executablePath: string;
  readonly env: Readonly<Record<string, string>>;
}

/** WebGPU, canvases and workers on SwiftShader, so that tests see the same adapter on every machine. */
export const SOFTWARE_WEBGPU_FLAGS = [
  "--no-sandbox",
  "--disable-background-networking",
  "--enable-unsafe-webgpu",
  "--use-webgpu-adapter=swiftshader",
  "--enable-features=Vulkan",
  "--use-vulkan=swiftshader",
  "--use-angle=swiftshader",
  "--enable-unsafe-swiftshader",
] as const;

/** WebGPU on the machine's own GPU, also where the browser does not trust its driver. */
const SYSTEM_WEBGPU_FLAGS = [
  "--no-sandbox",
  "--disable-background-networking",
  "--enable-unsafe-webgpu",
  "--enable-features=Vulkan",
  "--use-angle=vulkan",
  "--ignore-gpu-blocklist",
] as const;

/** chrome-launcher reads CHROME_PATH too and throws where it finds nothing. */
function installedBrowser(): string | undefined {
  try {
    return Launcher.getInstallations()[0];
  } catch {
    return undefined;
  }
}

/** The Chromium that npm installed, with the libraries and fonts that a bare machine lacks. */
async function npmBrowser(): Promise<Browser | null> {
  const folder = await unpackedChromium("browser");
  if (folder === null) return null;
  const config = join(folder, "fonts.initscope.conf");
  const dirs = `<dir>${join(folder, "fonts")}</dir><cachedir>${join(folder, "fontcache")}</cachedir>`;
  await placeFile(config, `<fontconfig>${dirs}</fontconfig>`);
  const libraryPath = [join(folder, "lib"), process.env["LD_LIBRARY_PATH"]].filter(Boolean).join(":");
  return { executablePath: join(folder, "chromium"), env: { LD_LIBRARY_PATH: libraryPath, FONTCONFIG_FILE: config } };
}

/**
 * A browser with WebGPU: CHROME_PATH, an installed Chrome or Chromium, playwright's own, else the one
 * that npm installed. Throws an Error that says what to install where there is none.
 */
export async function findBrowser(): Promise<Browser> {
  const named = process.env["CHROME_PATH"];
  if (named !== undefined && !existsSync(named)) throw new Error(`CHROME_PATH names ${named}, which does not exist.`);
  const own = chromium.executablePath();
  const executablePath = named ?? installedBrowser() ?? (existsSync(own) ? own : undefined);
  if (executablePath !== undefined) return { executablePath, env: {} };
  const packed = await npmBrowser();
  if (packed !== null) return packed;
  throw new Error("No browser with WebGPU was found: install Google Chrome, or set CHROME_PATH to a Chromium.");
}

/** What playwright needs to launch it with WebGPU on a software adapter, or the machine's own. */
export async function browserLaunchOptions(adapter: "software" | "system" = "software"): Promise<LaunchOptions> {
  const { executablePath, env } = await findBrowser();
  const flags = adapter === "software" ? SOFTWARE_WEBGPU_FLAGS : SYSTEM_WEBGPU_FLAGS;
  return { executablePath, args: [...flags], env: { ...process.env, ...env } };
}
