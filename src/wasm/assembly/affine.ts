import { ROW, TILE, TILE_BYTES, panelBytes, tilesOf } from "./layout.ts";
import { moveFrames } from "./frames.ts";
import { multiplyAdd, storeRow } from "./vectors.ts";

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
      multiplyTiles(weight, h + panel * panelBytes(fanIn), target, steps, f32x4.splat(high), f32x4.splat(low));
    }
    weight += steps * TILE_BYTES;
  }
  moveFrames(hFrames, zFrames, panels, exponent);
}

/** Four units × eight examples of the product, from one row of tiles; two terms of the sums a turn. */
function multiplyTiles(w: usize, h: usize, target: usize, steps: usize, high: v128, low: v128): void {
  let a0 = f32x4.splat(0);
  let a1 = a0;
  let b0 = a0;
  let b1 = a0;
  let c0 = a0;
  let c1 = a0;
  let d0 = a0;
  let d1 = a0;
  for (let turn: usize = 2 * steps; turn > 0; turn--) {
    let h0 = v128.load(h);
    let h1 = v128.load(h, 16);
    let factor = v128.load32_splat(w);
    a0 = multiplyAdd(factor, h0, a0);
    a1 = multiplyAdd(factor, h1, a1);
    factor = v128.load32_splat(w, 4);
    b0 = multiplyAdd(factor, h0, b0);
    b1 = multiplyAdd(factor, h1, b1);
    factor = v128.load32_splat(w, 8);
    c0 = multiplyAdd(factor, h0, c0);
    c1 = multiplyAdd(factor, h1, c1);
    factor = v128.load32_splat(w, 12);
    d0 = multiplyAdd(factor, h0, d0);
    d1 = multiplyAdd(factor, h1, d1);
    h0 = v128.load(h, 32);
    h1 = v128.load(h, 48);
    factor = v128.load32_splat(w, 16);
    a0 = multiplyAdd(factor, h0, a0);
    a1 = multiplyAdd(factor, h1, a1);
    factor = v128.load32_splat(w, 20);
    b0 = multiplyAdd(factor, h0, b0);
    b1 = multiplyAdd(factor, h1, b1);
    factor = v128.load32_splat(w, 24);
    c0 = multiplyAdd(factor, h0, c0);
    c1 = multiplyAdd(factor, h1, c1);
    factor = v128.load32_splat(w, 28);
    d0 = multiplyAdd(factor, h0, d0);
    d1 = multiplyAdd(factor, h1, d1);
    w += 32;
    h += 2 * ROW;
  }
  storeRow(target, a0, a1, high, low);
  storeRow(target + ROW, b0, b1, high, low);
  storeRow(target + 2 * ROW, c0, c1, high, low);
  storeRow(target + 3 * ROW, d0, d1, high, low);
}
