import * as palettes from "d3-scale-chromatic";
import type { Plugin } from "vite";

/** `import colours from "palette:PuOr"`. */
const NAME = /^palette:(\w+)$/;

/**
 * Makes `palette:PuOr` ColorBrewer's scheme of that name in its most colours, as #rrggbb. The library that has them is one
 * file that no bundler can cut: whole, it would be 14 kB in the page and as much in its worker.
 */
export function palettePlugin(): Plugin {
  return {
    name: "initscope:palette",
    resolveId: {
      filter: { id: NAME },
      handler: (id) => `\0${id}`,
    },
    load: {
      // oxlint-disable-next-line no-control-regex -- Rollup marks virtual modules with a zero.
      filter: { id: /^\0palette:/ },
      handler(id) {
        const name = NAME.exec(id.slice(1))![1]!;
        const schemes = (palettes as Record<string, unknown>)[`scheme${name}`] as
          | readonly (readonly string[])[]
          | undefined;
        if (schemes === undefined) throw new Error(`There is no palette ${name} in d3-scale-chromatic.`);
        return `export default ${JSON.stringify(schemes.at(-1))};`;
      },
    },
  };
}
