import { basename } from "node:path";
import { gzipSync } from "node:zlib";
import type { Plugin, Rolldown } from "vite";

const BYTES_PER_KB = 1000;

/**
 * Prints what the page's JavaScript and CSS weigh gzipped, the worker included, and fails the build where what is
 * transferred before the first picture is above the limit. `later` are modules, and workers' files, that load when a
 * person opens them: what only they need does not count; everything else does, so that the sum can only be more
 * than what is transferred.
 */
export function sizeBudgetPlugin(limitKb: number, later: readonly RegExp[]): Plugin {
  return {
    name: "initscope:size-budget",
    apply: (config, { command }) => command === "build" && !config.build?.ssr,
    writeBundle(_options, bundle) {
      const files = Object.values(bundle).filter(({ fileName }) => /\.(js|css)$/.test(fileName));
      const first = files.filter((file) => !isLater(file, files, later));
      const [kb, all] = [first, files].map((list) => list.reduce((sum, file) => sum + gzipped(file), 0) / BYTES_PER_KB);
      const verdict =
        `JavaScript and CSS before the first picture: ${kb!.toFixed(1)} kB gzipped in ${first.length} files, of ` +
        `${limitKb} kB allowed; ${all!.toFixed(1)} kB in all.`;
      if (kb! > limitKb) this.error(verdict);
      this.info(verdict);
    },
  };
}

type OutputFile = Rolldown.OutputChunk | Rolldown.OutputAsset;

function gzipped(file: OutputFile): number {
  return gzipSync(contentOf(file)).length;
}

function contentOf(file: OutputFile): string | Uint8Array {
  return file.type === "chunk" ? file.code : file.source;
}

/** Whether `other` makes `file` load: as a chunk's import, or, where a worker's parts are assets, by its name in the text. */
function loads(other: OutputFile, file: OutputFile): boolean {
  if (other === file) return false;
  if (file.type === "chunk") {
    return other.type === "chunk" && [...other.imports, ...other.dynamicImports].includes(file.fileName);
  }
  return Buffer.from(contentOf(other)).includes(basename(file.fileName));
}

/** True for a file that is one of `later`, or that only such files load. `asked` are those in question already. */
function isLater(
  file: OutputFile,
  files: readonly OutputFile[],
  later: readonly RegExp[],
  asked: readonly OutputFile[] = [],
): boolean {
  if (file.type === "chunk" && file.isEntry) return false;
  const name = file.type === "chunk" ? (file.facadeModuleId ?? "") : file.fileName;
  if (later.some((pattern) => pattern.test(name))) return true;
  const importers = files.filter((other) => loads(other, file));
  const others = importers.filter((importer) => !asked.includes(importer));
  return importers.length > 0 && others.every((importer) => isLater(importer, files, later, [...asked, file]));
}
