import { ROW, TILE, TILE_BYTES, tilesOf } from "./layout.ts";
import { multiplyTile } from "./tile.ts";

/**
 * C = A B : (4 rows, k) · (k, 8 panels) → (4 rows, 8 panels): A in `rows` rows of tiles, B in panels, C row-major with
 * its rows `stride` bytes apart. A panel meets every row of tiles while it lies in the nearest cache.
 */
export function multiply(a: usize, b: usize, c: usize, stride: usize, rows: usize, k: usize, panels: usize): void {
  const steps = tilesOf(k);
  for (let panel: usize = 0; panel < panels; panel++) {
    for (let row: usize = 0; row < rows; row++) {
      multiplyTile(a + row * steps * TILE_BYTES, b, c + row * TILE * stride, stride, steps);
    }
    b += steps * TILE * ROW;
    c += ROW;
  }
}
