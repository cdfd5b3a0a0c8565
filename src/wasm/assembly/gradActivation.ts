import { moveFrames } from "./frames.ts";
import { ROW, TILE, TILE_BYTES, panelBytes, tilesOf } from "./layout.ts";
import { multiplyTransposed, scaleRows } from "./tile.ts";

/**
 * ∂loss/∂h = Wᵀ ∂loss/∂z : (fanIn, fanOut) · (fanOut, examples) → (fanIn, examples), for `panels` panels,
 * with W = weight · (high + low) · 2^exponent.
 */
export function gradActivation(
  weight: usize,
  gradZ: usize,
  gradZFrames: usize,
  gradH: usize,
  gradHFrames: usize,
  fanOut: usize,
  fanIn: usize,
  panels: usize,
  high: f32,
  low: f32,
  exponent: i32,
): void {
  const columns = tilesOf(fanIn);
  for (let column: usize = 0; column < columns; column++) {
    for (let panel: usize = 0; panel < panels; panel++) {
      const source = gradZ + panel * panelBytes(fanOut);
      const target = gradH + panel * panelBytes(fanIn) + column * TILE * ROW;
      const tile = weight + column * TILE_BYTES;
      multiplyTransposed(tile, columns, source, target, tilesOf(fanOut));
      scaleRows(target, f32x4.splat(high), f32x4.splat(low));
    }
  }
  moveFrames(gradZFrames, gradHFrames, panels, exponent);
}
