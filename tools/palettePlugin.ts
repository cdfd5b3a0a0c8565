import * as palettes from "d3-scale-chromatic";
import type { Plugin } from "vite";

/** `import colours from "palette:PuOr"`. */
const NAME = /^palette:(\w+)$/;
/** Stops that stand for a continuous scale: between them, it is straight to a step of a byte. */
const STOPS = 17;

/**
 * Makes `palette:PuOr` ColorBrewer's scheme of that name in its most colours, as #rrggbb, and `palette:Viridis` stops of that
 * continuous scale. The library that has them is one file that no bundler can cut: whole, it would be 14 kB in the page and
 * as much in its worker.
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
        const all = palettes as Record<string, unknown>;
        const schemes = all[`scheme${name}`] as readonly (readonly string[])[] | undefined;
        const scale = all[`interpolate${name}`] as ((share: number) => string) | undefined;
        const colours = schemes?.at(-1) ?? (scale && Array.from({ length: STOPS }, (_, at) => scale(at / (STOPS - 1))));
        if (colours === undefined) throw new Error(`There is no palette ${name} in d3-scale-chromatic.`);
        return `export default ${JSON.stringify(colours)};`;
      },
    },
  };
}
