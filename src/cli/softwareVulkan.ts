import { existsSync, readdirSync } from "node:fs";
import { constants, homedir } from "node:os";
import { delimiter, join } from "node:path";
import { placeFile, unpackedChromium } from "./packedChromium.ts";

/** Where the Vulkan loader looks for drivers, for a system's own installs. */
const DRIVER_FOLDERS = [
  "/etc/vulkan/icd.d",
  "/usr/share/vulkan/icd.d",
  "/usr/local/etc/vulkan/icd.d",
  "/usr/local/share/vulkan/icd.d",
  join(homedir(), ".local/share/vulkan/icd.d"),
];

/** SwiftShader as installed browsers ship it. */
const BROWSER_DRIVERS = [
  "/usr/lib/chromium/vk_swiftshader_icd.json",
  "/usr/lib/chromium-browser/vk_swiftshader_icd.json",
  "/usr/lib64/chromium-browser/vk_swiftshader_icd.json",
  "/opt/google/chrome/vk_swiftshader_icd.json",
];

/** glibc's RTLD_NODELETE, which Node does not name. */
const RTLD_NODELETE = 0x1000;

/** Loads a plain library for the whole process, so that Dawn finds it by its name; false where it is missing. */
function loadLibrary(path: string): boolean {
  const { RTLD_NOW, RTLD_GLOBAL } = constants.dlopen;
  try {
    process.dlopen({ exports: {} }, path, RTLD_NOW | RTLD_GLOBAL | RTLD_NODELETE);
  } catch (error) {
    // A library that is no Node addon is loaded by the time that Node says so.
    return error instanceof Error && error.message.includes("did not self-register");
  }
  return true;
}

/** The system's Vulkan loader, else the one that npm installed. */
async function loadVulkan(): Promise<boolean> {
  if (loadLibrary("libvulkan.so.1")) return true;
  const folder = await unpackedChromium("driver");
  return folder !== null && loadLibrary(join(folder, "libvulkan.so.1"));
}

/** Driver manifests that a person named in the environment, or null. */
function namedDrivers(): string[] | null {
  const named = process.env["VK_DRIVER_FILES"] || process.env["VK_ICD_FILENAMES"];
  return named ? named.split(delimiter) : null;
}

function hasSystemDriver(): boolean {
  const named = namedDrivers();
  if (named !== null) return named.some((path) => existsSync(path));
  return DRIVER_FOLDERS.some(
    (folder) => existsSync(folder) && readdirSync(folder).some((name) => name.endsWith(".json")),
  );
}

/**
 * Whether it is worth asking Dawn for an adapter of the system's own drivers. Asking without a loader or
 * a driver has Dawn print warnings of its own. Systems other than Linux bring what they need.
 */
export async function systemGpuIsLikely(): Promise<boolean> {
  if (process.platform !== "linux") return true;
  return hasSystemDriver() && (await loadVulkan());
}

/** The manifest of npm's SwiftShader with an absolute path: the packed one is relative to the browser. */
async function npmDriver(): Promise<string | null> {
  const folder = await unpackedChromium("driver");
  if (folder === null) return null;
  const path = join(folder, "initscope_icd.json");
  const driver = { library_path: join(folder, "libvk_swiftshader.so"), api_version: "1.1.0" };
  await placeFile(path, JSON.stringify({ file_format_version: "1.0.0", ICD: driver }));
  return path;
}

/**
 * Points this process's Vulkan at a software driver: one that an installed browser ships, else the one of
 * the Chromium that npm installed. Returns false where none can be found, and where VK_DRIVER_FILES or
 * VK_ICD_FILENAMES name a driver, which is the person's choice. Call it on the main thread of a process:
 * a worker thread's environment is a copy that native code never reads.
 */
export async function useSoftwareVulkan(): Promise<boolean> {
  if (process.platform !== "linux" || namedDrivers() !== null) return false;
  const driver = BROWSER_DRIVERS.find((path) => existsSync(path)) ?? (await npmDriver());
  if (driver === null || !(await loadVulkan())) return false;
  process.env["VK_ICD_FILENAMES"] = driver;
  process.env["VK_DRIVER_FILES"] = driver;
  return true;
}
