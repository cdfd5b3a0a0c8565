import { ROW, TILE, TILE_BYTES, panelBytes, tilesOf } from "./layout.ts";
import { moveFrames } from "./frames.ts";
import { multiplyTile, scaleRows } from "./tile.ts";

/**
 * z = W h : (fanOut, fanIn) · (fanIn, examples) → (fanOut, examples), for `panels` panels,
 * with W = weight · (high + low) · 2^exponent. A row of tiles meets every panel while it lies in the nearest cache.
 */
export function affine(
  weight: usize,
  h: usize,
  hFrames: usize,
  z: usize,
  zFrames: usize,
  fanOut: usize,
  fanIn: usize,
  panels: usize,
  high: f32,
  low: f32,
  exponent: i32,
): void {
  const steps = tilesOf(fanIn);
  const rows = tilesOf(fanOut);
  for (let row: usize = 0; row < rows; row++) {
    for (let panel: usize = 0; panel < panels; panel++) {
      const target = z + panel * panelBytes(fanOut) + row * TILE * ROW;
      multiplyTile(weight, h + panel * panelBytes(fanIn), target, ROW, steps);
      scaleRows(target, f32x4.splat(high), f32x4.splat(low));
    }
    weight += steps * TILE_BYTES;
  }
  moveFrames(hFrames, zFrames, panels, exponent);
}
