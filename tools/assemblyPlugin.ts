import { createHash, randomUUID } from "node:crypto";
import { mkdir, readFile, readdir, rename, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { Plugin } from "vite";

/** `import bytes from ".../index.ts?wasm"`, or `?wasm&relaxed` for a build with relaxed SIMD. */
const ASSEMBLY = /\.ts\?wasm(&relaxed)?$/;

/** Optimised for speed, with SIMD, no runtime library, and nothing that it would import. */
const OPTIONS = ["-O3", "--noAssert", "--runtime", "stub", "--enable", "simd", "--use", "abort="];

/** Where compiled modules are kept by what they were made of: the compiler takes seconds to load. */
const CACHE = "node_modules/.cache/initscope/assembly";

/** Every AssemblyScript file of a folder, by its file name. */
async function readSources(folder: string): Promise<Map<string, string>> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".ts"));
  const sources = await Promise.all(names.map((name) => readFile(join(folder, name), "utf8")));
  return new Map(names.map((name, index) => [name, sources[index]!]));
}

/** The module of `entry` as base64; an Error with the compiler's own words where it does not compile. */
async function compile(
  entry: string,
  sources: ReadonlyMap<string, string>,
  options: readonly string[],
): Promise<string> {
  const { main } = await import("assemblyscript/asc");
  let bytes: Uint8Array | null = null;
  let messages = "";
  const { error } = await main([entry, ...options, "--outFile", "module.wasm"], {
    // The compiler adds the extension that the imports already have.
    readFile: (name) => sources.get(name.replace(/\.ts\.ts$/, ".ts")) ?? null,
    writeFile: (_name, contents) => {
      bytes = contents as Uint8Array;
    },
    listFiles: () => [],
    stderr: { write: (chunk) => void (messages += chunk.toString()) },
  });
  if (error !== null || bytes === null)
    throw new Error(`AssemblyScript: ${error?.message ?? "no module"}\n${messages}`);
  return Buffer.from(bytes).toString("base64");
}

/** The module as compiled before, or now. */
async function compiled(
  entry: string,
  sources: ReadonlyMap<string, string>,
  options: readonly string[],
): Promise<string> {
  const versions = await readFile("node_modules/assemblyscript/package.json", "utf8");
  const hash = createHash("sha256").update(JSON.stringify([entry, options, ...sources, versions]));
  const path = join(CACHE, `${hash.digest("hex")}.base64`);
  const known = await readFile(path, "utf8").catch(() => null);
  if (known !== null) return known;
  const text = await compile(entry, sources, options);
  await mkdir(CACHE, { recursive: true });
  // Another process, or another bundle of this one, may be writing the same: a whole file takes its place at once.
  const draft = `${path}.${randomUUID()}`;
  await writeFile(draft, text);
  await rename(draft, path);
  return text;
}

/**
 * Makes `import bytes from ".../index.ts?wasm"` the compiled AssemblyScript as a Uint8Array, inlined, so that the page,
 * its workers and the terminal need no file beside their own. All files lie in one folder.
 */
export function assemblyPlugin(): Plugin {
  return {
    name: "initscope:assembly",
    enforce: "pre",
    load: {
      filter: { id: ASSEMBLY },
      async handler(id) {
        const [path, query] = id.split("?") as [string, string];
        const sources = await readSources(dirname(path));
        for (const name of sources.keys()) this.addWatchFile(join(dirname(path), name));
        const options = query.endsWith("relaxed") ? [...OPTIONS, "--enable", "relaxed-simd"] : OPTIONS;
        const text = JSON.stringify(await compiled(basename(path), sources, options));
        return {
          code: `export default Uint8Array.from(atob(${text}), (byte) => byte.charCodeAt(0));`,
          moduleType: "js",
        };
      },
    },
  };
}
