import type { EngineInfo, RunOptions } from "./engine.ts";
import type { NonlinearityId } from "./nonlinearity.ts";

/** A part of the plane: columns of sigmaW2 from low to high, rows of sigmaB2 from low to high, cells by their centres. */
export interface DiagramWindow {
  readonly activation: NonlinearityId;
  readonly sigmaW2: readonly [low: number, high: number];
  readonly sigmaB2: readonly [low: number, high: number];
  readonly columns: number;
  readonly rows: number;
}

export const DIAGRAM_QUANTITIES = ["chi1", "qStar", "cStar", "xiC"] as const;
export type DiagramQuantity = (typeof DIAGRAM_QUANTITIES)[number];

/** What a cell is where it has no number: each has its own entry in the legend. */
export const CELL_KINDS = ["number", "zero", "infinite", "absent"] as const;
export type CellKind = (typeof CELL_KINDS)[number];

/**
 * The cells of a window, (rows, columns) row-major, row 0 the lowest sigmaB2. A quantity's number counts only where its
 * kind is "number".
 */
export interface DiagramCells {
  readonly window: DiagramWindow;
  readonly values: Readonly<Record<DiagramQuantity, Float32Array>>;
  /** Indices into CELL_KINDS. */
  readonly kinds: Readonly<Record<DiagramQuantity, Uint8Array>>;
}

/** The plane ends here. The engines' tables reach the signals of every bounded φ, none longer than σ_w² + σ_b². */
const LARGEST = 1e6;

/** Throws a RangeError for a window without cells, or beyond what variances may be. */
export function assertWindow({ sigmaW2, sigmaB2, columns, rows }: DiagramWindow): void {
  for (const [name, [low, high]] of Object.entries({ sigmaW2, sigmaB2 })) {
    if (!(low >= 0 && high >= low && high <= LARGEST)) {
      throw new RangeError(
        `A diagram's ${name} must run from 0 or more to no less, at most 1e6; it is ${low} to ${high}`,
      );
    }
  }
  for (const [name, count] of Object.entries({ columns, rows })) {
    if (!(Number.isInteger(count) && count >= 1)) {
      throw new RangeError(`A diagram's ${name} must be a whole number from 1 on; it is ${count}`);
    }
  }
}

/** Computes diagrams by iterating the maps in every cell. Implemented in float64 (src/cpu) and on WebGPU (src/gpu). */
export interface Diagrams {
  readonly info: EngineInfo;
  /** Throws a LimitError where so many cells do not fit. */
  assertFits(window: Pick<DiagramWindow, "columns" | "rows">): void;
  /** Computes the window and reads it back, for checks and for browsers without a WebGPU canvas. */
  cells(window: DiagramWindow, options?: RunOptions): Promise<DiagramCells>;
  destroy(): void;
}
