import {
  DIAGRAM_QUANTITIES,
  type DiagramCells,
  type Diagrams,
  type DiagramWindow,
  assertWindow,
} from "../../model/diagram.ts";
import type { EngineInfo, RunOptions } from "../../model/engine.ts";
import { LimitError } from "../../model/limitError.ts";
import type { NonlinearityId } from "../../model/nonlinearity.ts";
import { startPacer } from "../../model/pacer.ts";
import { CellMaps, kindIndex } from "./cells.ts";

/** More would take a minute, and more memory than a picture is worth. */
const MOST_CELLS = 2 ** 24;

/**
 * Diagrams in float64: φ's moments tabulated once a nonlinearity, then in every cell the maps' fixed points on the tables.
 * The tables of moments are good to 3e-7 and those of pairs to 7e-5, relatively; 1 less the slope of a map divides what q*
 * and c* have of it, and xi_c multiplies what the logarithm of its factor has: test/support/diagramTheory.ts.
 */
export class CpuDiagrams implements Diagrams {
  readonly info: EngineInfo = { kind: "cpu", adapter: "float64", software: false };
  readonly #maps = new Map<NonlinearityId, CellMaps>();

  assertFits({ columns, rows }: Pick<DiagramWindow, "columns" | "rows">): void {
    const cells = columns * rows;
    if (cells <= MOST_CELLS) return;
    throw new LimitError(
      `This diagram has ${cells.toLocaleString("en")} cells; the CPU computes at most ` +
        `${MOST_CELLS.toLocaleString("en")}. Choose fewer columns or rows.`,
    );
  }

  /** A RangeError where assertWindow has one. */
  async cells(window: DiagramWindow, options: RunOptions = {}): Promise<DiagramCells> {
    const { columns, rows } = window;
    assertWindow(window);
    this.assertFits(window);
    const maps = await this.#mapsOf(window.activation, options);
    const pacer = startPacer(options);
    const values = quantities(() => new Float32Array(columns * rows));
    const kinds = quantities(() => new Uint8Array(columns * rows));
    for (let row = 0; row < rows; row += 1) {
      await pacer.pause(row / rows);
      const sigmaB2 = centre(window.sigmaB2, row, rows);
      for (let column = 0; column < columns; column += 1) {
        const cell = maps.cell(centre(window.sigmaW2, column, columns), sigmaB2);
        for (const quantity of DIAGRAM_QUANTITIES) {
          values[quantity][row * columns + column] = cell[quantity].value;
          kinds[quantity][row * columns + column] = kindIndex(cell[quantity].kind);
        }
      }
    }
    return { window, values, kinds };
  }

  async #mapsOf(id: NonlinearityId, { signal }: RunOptions): Promise<CellMaps> {
    const maps = this.#maps.get(id) ?? (await CellMaps.open(id, startPacer({ signal })));
    this.#maps.set(id, maps);
    return maps;
  }

  /** Forgets its tables. */
  destroy(): void {
    this.#maps.clear();
  }
}

function quantities<T>(make: () => T): Record<(typeof DIAGRAM_QUANTITIES)[number], T> {
  return { chi1: make(), qStar: make(), cStar: make(), xiC: make() };
}

/** The middle of cell `index` of `count` between both ends. */
function centre([low, high]: readonly [number, number], index: number, count: number): number {
  return low + ((index + 0.5) / count) * (high - low);
}
