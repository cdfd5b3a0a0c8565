import { gzipSync } from "node:zlib";
import type { Plugin } from "vite";

const BYTES_PER_KB = 1000;

/**
 * Prints what all JavaScript and CSS of the page weighs gzipped, the worker included, and fails the build
 * above the limit. Code that loads later counts too: the sum can only be more than what the first picture needs.
 */
export function sizeBudgetPlugin(limitKb: number): Plugin {
  return {
    name: "initscope:size-budget",
    apply: (config, { command }) => command === "build" && !config.build?.ssr,
    writeBundle(_options, bundle) {
      const sizes = Object.values(bundle)
        .filter(({ fileName }) => /\.(js|css)$/.test(fileName))
        .map((file) => gzipSync(file.type === "chunk" ? file.code : file.source).length);
      const kb = sizes.reduce((sum, size) => sum + size, 0) / BYTES_PER_KB;
      const verdict = `All JavaScript and CSS: ${kb.toFixed(1)} kB gzipped in ${sizes.length} files, of ${limitKb} kB allowed.`;
      if (kb > limitKb) this.error(verdict);
      this.info(verdict);
    },
  };
}
