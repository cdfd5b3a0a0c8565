import { existsSync, readFileSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { brotliDecompress } from "node:zlib";

const decompress = promisify(brotliDecompress);

/**
 * What is unpacked from the npm package @sparticuz/chromium into one folder each: the software Vulkan
 * driver alone, or the browser with that driver (which it looks for beside itself), the libraries that a
 * bare machine lacks, and fonts.
 */
const PARTS = {
  driver: ["swiftshader.tar.br"],
  browser: ["chromium.br", "swiftshader.tar.br", "al2023.tar.br", "fonts.tar.br"],
} as const;

/** The nearest folder from `start` upwards that holds `name`; an Error where none does. */
function folderWith(name: string, start: string): string {
  let folder = start;
  while (!existsSync(join(folder, name))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error(`No folder above ${start} holds ${name}.`);
    folder = parent;
  }
  return folder;
}

/** The package's own folder, found upwards from this module: it lies deeper in src than when built. */
function packageRoot(): string {
  return folderWith("package.json", dirname(fileURLToPath(import.meta.url)));
}

/** Where @sparticuz/chromium keeps its packed files, and its version; null where it is not installed or cannot run. */
function packedFolder(): { folder: string; version: string } | null {
  if (process.platform !== "linux" || process.arch !== "x64") return null;
  try {
    const entry = createRequire(import.meta.url).resolve("@sparticuz/chromium");
    const root = folderWith("bin", dirname(entry));
    const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };
    return { folder: join(root, "bin"), version };
  } catch {
    return null;
  }
}

const TAR_BLOCK = 512;

/** [name, mode, content] of each plain file of an uncompressed ustar archive. */
function* tarFiles(archive: Buffer): Generator<[name: string, mode: number, content: Buffer]> {
  const text = (from: number, length: number): string =>
    archive.toString("utf8", from, from + length).replace(/\0.*$/s, "");
  for (let at = 0; at + TAR_BLOCK <= archive.length && archive[at] !== 0;) {
    const size = parseInt(text(at + 124, 12), 8);
    const start = at + TAR_BLOCK;
    const type = text(at + 156, 1);
    const isFile = type === "0" || type === "";
    if (isFile) yield [text(at, 100), parseInt(text(at + 100, 8), 8), archive.subarray(start, start + size)];
    at = start + Math.ceil(size / TAR_BLOCK) * TAR_BLOCK;
  }
}

async function unpackFile(packed: string, folder: string): Promise<void> {
  const content = await decompress(await readFile(packed));
  if (!packed.endsWith(".tar.br")) {
    await writeFile(join(folder, basename(packed, ".br")), content, { mode: 0o755 });
    return;
  }
  for (const [name, mode, bytes] of tarFiles(content)) {
    const path = join(folder, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, bytes, { mode });
  }
}

/**
 * The folder of a part of the Chromium that npm installed, unpacked once into node_modules/.cache;
 * null where npm installed none for this system. Safe for processes that ask at the same time: each
 * unpacks under a name of its own, and the first to rename it wins.
 */
export async function unpackedChromium(part: keyof typeof PARTS): Promise<string | null> {
  const packed = packedFolder();
  if (packed === null) return null;
  const cache = join(packageRoot(), "node_modules", ".cache", "initscope");
  const folder = join(cache, `${part}-${packed.version}`);
  if (existsSync(folder)) return folder;
  await mkdir(cache, { recursive: true });
  const unfinished = await mkdtemp(`${folder}.`);
  try {
    for (const name of PARTS[part]) await unpackFile(join(packed.folder, name), unfinished);
    await rename(unfinished, folder);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
  return folder;
}

/** Writes a small file whole, so that another process never reads half of it. */
export async function placeFile(path: string, text: string): Promise<void> {
  const unfinished = `${path}.${process.pid}`;
  await writeFile(unfinished, text);
  await rename(unfinished, path);
}
