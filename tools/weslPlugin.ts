import { readFile, readdir } from "node:fs/promises";
import { basename, join } from "node:path";
import { link } from "wesl/core";
import type { Plugin } from "vite";

/** Every shader of a folder by its file name, as wesl names modules. */
async function readShaders(folder: string): Promise<Record<string, string>> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".wgsl"));
  const texts = await Promise.all(names.map((name) => readFile(join(folder, name), "utf8")));
  return Object.fromEntries(names.map((name, index) => [name, texts[index]!]));
}

/**
 * Makes `import shader from ".../affine.wgsl"` the linked WGSL text: the entry file with all that it
 * imports (`import package::scaled::scale2;`) folded in. Linked at build time, so nothing of it ships.
 */
export function weslPlugin(): Plugin {
  return {
    name: "initscope:wesl",
    enforce: "pre",
    load: {
      filter: { id: /\.wgsl$/ },
      async handler(id) {
        const folder = join(id, "..");
        const weslSrc = await readShaders(folder);
        for (const name of Object.keys(weslSrc)) this.addWatchFile(join(folder, name));
        const linked = await link({ rootModuleName: basename(id, ".wgsl"), weslSrc });
        return { code: `export default ${JSON.stringify(linked.dest)};`, moduleType: "js" };
      },
    },
  };
}
