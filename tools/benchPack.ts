import { chmod, cp, mkdir, readFile, readdir, rm, stat, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { build } from "vite";

const LIMIT_MIB = 48;
const MIB = 2 ** 20;

const compress = promisify(gzip);

/** Why this machine cannot make the pack, or null. */
function refusal(): string | null {
  if (process.platform !== "linux" || process.arch !== "x64") {
    return `bench:pack packs the Node that runs it for Linux x64; this is ${process.platform} ${process.arch}.`;
  }
  // A distribution may build Node on shared libraries, which another machine lacks.
  const { node_shared: shared } = process.config.variables as { readonly node_shared?: boolean };
  return shared === true
    ? "This Node rests on libraries of its system: run bench:pack with Node from nodejs.org."
    : null;
}

async function packFile(from: string, to: string): Promise<void> {
  await writeFile(to, await compress(await readFile(from), { level: 9 }));
}

/** The bench in one file; only webgpu stays a package, because it looks for dawn.node beside itself. */
async function bundleBench(outDir: string): Promise<void> {
  await build({
    build: { ssr: "test/bench/main.ts", outDir, emptyOutDir: true },
    ssr: { noExternal: true, external: ["webgpu"] },
    logLevel: "warn",
  });
  await writeFile(join(outDir, "package.json"), '{ "type": "module" }\n');
}

/** Bytes of every file below a folder. */
async function bytesBelow(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const sizes = entries
    .filter((entry) => entry.isFile())
    .map(async (entry) => stat(join(entry.parentPath, entry.name)));
  return (await Promise.all(sizes)).reduce((sum, { size }) => sum + size, 0);
}

async function pack(out: string): Promise<number> {
  await rm(out, { recursive: true, force: true });
  const webgpu = resolve("node_modules/webgpu");
  const packed = join(out, "bench/node_modules/webgpu");
  await bundleBench(join(out, "bench"));
  await mkdir(join(packed, "dist/linux-x64"), { recursive: true });
  for (const name of ["package.json", "index.js", "LICENSE.md"]) await cp(join(webgpu, name), join(packed, name));
  await packFile(join(webgpu, "dist/linux-x64/dawn.node"), join(out, "dawn.node.gz"));
  await packFile(process.execPath, join(out, "node.gz"));
  await cp(resolve("tools/benchPackRun.sh"), join(out, "run.sh"));
  await chmod(join(out, "run.sh"), 0o755);
  return bytesBelow(out);
}

/** `npm run bench:pack`: the bench, Node and Dawn in dist-pack, for a server with a GPU's driver and nothing else. */
async function main([word]: readonly string[]): Promise<number> {
  if (word !== undefined) {
    console.error(`bench:pack takes no flags; ${JSON.stringify(word)} is one too many.`);
    return 2;
  }
  const reason = refusal();
  if (reason !== null) {
    console.error(reason);
    return 1;
  }
  const mib = (await pack(resolve("dist-pack"))) / MIB;
  const verdict = `dist-pack holds ${mib.toFixed(1)} MiB of ${LIMIT_MIB} allowed`;
  if (mib > LIMIT_MIB) {
    console.error(`${verdict}: it is too large to be taken along.`);
    return 1;
  }
  console.log(`${verdict}. On a server: ./dist-pack/run.sh --json results.json`);
  return 0;
}

process.exit(await main(process.argv.slice(2)));
