/**
 * The grid of two inputs: lengths q = 2^(row / STEPS + LOWEST), and 1 - c = 2^(-column / STEPS), so that their products,
 * the variance in which two inputs differ, lie on a grid of the same step.
 */
export const STEPS = 3;
/** log2 of the shortest and the longest length; beyond, φ is as near to its limits as the diagram needs. */
export const LOWEST = -20;
export const HIGHEST = 24;
/** Octaves from c = 0 towards c = 1. */
export const APART = 40;

export const ROWS = (HIGHEST - LOWEST) * STEPS + 1;
export const COLUMNS = APART * STEPS + 1;
export const VARIANCES = ROWS + COLUMNS - 1;

/** 2^(index / STEPS + from). */
export function gridValue(index: number, from: number): number {
  return 2 ** (index / STEPS + from);
}

/** A function of q and 1 - c at every node, (ROWS, COLUMNS) row-major. */
export function tabulatePairs(at: (q: number, apart: number) => number): Float64Array {
  return Float64Array.from({ length: ROWS * COLUMNS }, (_, index) =>
    at(gridValue(Math.floor(index / COLUMNS), LOWEST), gridValue(-(index % COLUMNS), 0)),
  );
}
