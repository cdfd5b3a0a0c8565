import { moveFrames } from "./frames.ts";
import { ROW, TILE, TILE_BYTES, panelBytes, tilesOf } from "./layout.ts";
import { multiplyAdd, storeRow } from "./vectors.ts";

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
      multiplyTiles(tile, columns, source, target, tilesOf(fanOut), f32x4.splat(high), f32x4.splat(low));
    }
  }
  moveFrames(gradZFrames, gradHFrames, panels, exponent);
}

/** Four units × eight examples of the product, from one column of tiles; half a tile, two terms of the sums, a turn. */
function multiplyTiles(w: usize, columns: usize, g: usize, target: usize, rows: usize, high: v128, low: v128): void {
  let a0 = f32x4.splat(0);
  let a1 = a0;
  let b0 = a0;
  let b1 = a0;
  let c0 = a0;
  let c1 = a0;
  let d0 = a0;
  let d1 = a0;
  const half: usize = 8;
  const next = columns * TILE_BYTES - half;
  for (let turn: usize = 2 * rows; turn > 0; turn--) {
    let g0 = v128.load(g);
    let g1 = v128.load(g, 16);
    let factor = v128.load32_splat(w);
    a0 = multiplyAdd(factor, g0, a0);
    a1 = multiplyAdd(factor, g1, a1);
    factor = v128.load32_splat(w, 16);
    b0 = multiplyAdd(factor, g0, b0);
    b1 = multiplyAdd(factor, g1, b1);
    factor = v128.load32_splat(w, 32);
    c0 = multiplyAdd(factor, g0, c0);
    c1 = multiplyAdd(factor, g1, c1);
    factor = v128.load32_splat(w, 48);
    d0 = multiplyAdd(factor, g0, d0);
    d1 = multiplyAdd(factor, g1, d1);
    g0 = v128.load(g, 32);
    g1 = v128.load(g, 48);
    factor = v128.load32_splat(w, 4);
    a0 = multiplyAdd(factor, g0, a0);
    a1 = multiplyAdd(factor, g1, a1);
    factor = v128.load32_splat(w, 20);
    b0 = multiplyAdd(factor, g0, b0);
    b1 = multiplyAdd(factor, g1, b1);
    factor = v128.load32_splat(w, 36);
    c0 = multiplyAdd(factor, g0, c0);
    c1 = multiplyAdd(factor, g1, c1);
    factor = v128.load32_splat(w, 52);
    d0 = multiplyAdd(factor, g0, d0);
    d1 = multiplyAdd(factor, g1, d1);
    w += select<usize>(next, half, (turn & 1) == 1);
    g += 2 * ROW;
  }
  storeRow(target, a0, a1, high, low);
  storeRow(target + ROW, b0, b1, high, low);
  storeRow(target + 2 * ROW, c0, c1, high, low);
  storeRow(target + 3 * ROW, d0, d1, high, low);
}
