import { chmod } from "node:fs/promises";
import { join } from "node:path";
import type { Plugin } from "vite";

/** Makes the built command executable: npx runs it as a file, and npm sets the bit only when it first links it. */
export function executablePlugin(): Plugin {
  return {
    name: "initscope:executable",
    apply: (config, { command }) => command === "build" && Boolean(config.build?.ssr),
    async writeBundle({ dir }, bundle) {
      await Promise.all(Object.keys(bundle).map((fileName) => chmod(join(dir!, fileName), 0o755)));
    },
  };
}
