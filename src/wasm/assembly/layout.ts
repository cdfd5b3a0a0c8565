// Matrices lie in panels of eight examples: (units, 8) row-major float32, rows filled up with zeros to a multiple of
// four, one panel after the other. Beside them lie their frames, eight int32 a panel: value = mantissa · 2^frame.
// Weights lie in tiles of 4 × 4, a row of tiles after the other, each tile column by column: one cache line, which the
// way forward and the way back both read whole.

/** Examples side by side in a panel: two vectors of four. */
export const LANES: usize = 8;
/** Bytes of a panel's row, and of its frames. */
export const ROW: usize = 32;
/** Rows and columns of a tile of weights. */
export const TILE: usize = 4;
export const TILE_BYTES: usize = 64;

/** Rows or columns of whole tiles. */
export function tilesOf(units: usize): usize {
  return (units + TILE - 1) / TILE;
}

/** Bytes of a panel of so many units. */
export function panelBytes(units: usize): usize {
  return tilesOf(units) * TILE * ROW;
}
