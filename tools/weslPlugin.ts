import { readFile, readdir } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { Plugin } from "vite";
import { link } from "wesl/core";

const SHADER = /\.wgsl$/;
/** A shader as it is imported, with the condition it is linked under, if any. */
const IMPORTED = /\.wgsl(\?\w+)?$/;

/** Every shader of a folder by its file name, as wesl names modules. */
async function readShaders(folder: string): Promise<Record<string, string>> {
  const names = (await readdir(folder)).filter((name) => SHADER.test(name));
  const read = async (name: string): Promise<[string, string]> => [name, await readFile(join(folder, name), "utf8")];
  return Object.fromEntries(await Promise.all(names.map(read)));
}

/** The shader without comments, indentation and blank lines, which would be half of what the page loads of it. */
function bare(code: string): string {
  const lines = code.split("\n").map((line) => line.replace(/\/\/.*$/, "").trim());
  return lines.filter((line) => line !== "").join("\n");
}

/**
 * Makes `import shader from ".../activate.wgsl"` the linked WGSL text: the entry file with all that it
 * imports (`import package::scaled::scale2;`) folded in. Linked at build time, so nothing of it ships.
 * `"...wgsl?subgroups"` links it with the condition `subgroups` true, which is false else.
 */
export function weslPlugin(): Plugin {
  return {
    name: "initscope:wesl",
    enforce: "pre",
    load: {
      filter: { id: IMPORTED },
      async handler(id) {
        const [path, condition] = id.split("?") as [string, string?];
        const folder = dirname(path);
        const weslSrc = await readShaders(folder);
        for (const name of Object.keys(weslSrc)) this.addWatchFile(join(folder, name));
        const linked = await link({
          rootModuleName: basename(path, ".wgsl"),
          weslSrc,
          conditions: { subgroups: condition === "subgroups" },
        });
        return { code: `export default ${JSON.stringify(bare(linked.dest))};`, moduleType: "js" };
      },
    },
    // While serving, Vite does not take watched files for imports: any shader may hold what changed.
    hotUpdate({ file, modules }) {
      if (!SHADER.test(file)) return modules;
      return [...this.environment.moduleGraph.idToModuleMap.values()].filter(({ id }) => IMPORTED.test(id ?? ""));
    },
  };
}
