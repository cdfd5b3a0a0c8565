/** As assembly/layout.ts has it: examples a panel, bytes of its row, rows and columns of a tile of weights. */
export const LANES = 8;
export const ROW_BYTES = 32;
export const TILE = 4;
export const TILE_BYTES = 64;

/** As assembly/finish.ts has it: mean, squared deviations and frame of one panel, as float64. */
export const STATISTICS_VALUES = 3;

/** Scratch that every kernel has enough of beside a panel. */
export const SCRATCH_BYTES = 128;

/** Rows or columns of whole tiles. */
export function tilesOf(units: number): number {
  return Math.ceil(units / TILE);
}

/** Bytes of one panel of so many units. */
export function panelBytes(units: number): number {
  return tilesOf(units) * TILE * ROW_BYTES;
}

/** Panels of so many examples. */
export function panelsOf(examples: number): number {
  return Math.ceil(examples / LANES);
}

/** Bytes of one layer's weights. */
export function weightBytes(fanOut: number, fanIn: number): number {
  return tilesOf(fanOut) * tilesOf(fanIn) * TILE_BYTES;
}
