import { ROW, TILE, TILE_BYTES } from "./layout.ts";
import { multiplyAdd } from "./vectors.ts";

// The vectors of these loops take every register that there is. Where a caller's factor has to live through one of them
// too, Node 20 keeps part of the sums in memory: that took 1.4 times as long, and 1.8 times with relaxed SIMD (Chromium
// 147 was as fast either way). So they scale nothing, and index.ts exports them, lest the compiler inlines them.

/**
 * Four rows × eight columns of a product: from one row of `steps` tiles and one panel to `target`, whose rows lie
 * `stride` bytes apart. Two terms of the sums a turn.
 */
export function multiplyTile(tiles: usize, panel: usize, target: usize, stride: usize, steps: usize): void {
  let a0 = f32x4.splat(0);
  let a1 = a0;
  let b0 = a0;
  let b1 = a0;
  let c0 = a0;
  let c1 = a0;
  let d0 = a0;
  let d1 = a0;
  for (let turn: usize = 2 * steps; turn > 0; turn--) {
    let left = v128.load(panel);
    let right = v128.load(panel, 16);
    let factor = v128.load32_splat(tiles);
    a0 = multiplyAdd(factor, left, a0);
    a1 = multiplyAdd(factor, right, a1);
    factor = v128.load32_splat(tiles, 4);
    b0 = multiplyAdd(factor, left, b0);
    b1 = multiplyAdd(factor, right, b1);
    factor = v128.load32_splat(tiles, 8);
    c0 = multiplyAdd(factor, left, c0);
    c1 = multiplyAdd(factor, right, c1);
    factor = v128.load32_splat(tiles, 12);
    d0 = multiplyAdd(factor, left, d0);
    d1 = multiplyAdd(factor, right, d1);
    left = v128.load(panel, 32);
    right = v128.load(panel, 48);
    factor = v128.load32_splat(tiles, 16);
    a0 = multiplyAdd(factor, left, a0);
    a1 = multiplyAdd(factor, right, a1);
    factor = v128.load32_splat(tiles, 20);
    b0 = multiplyAdd(factor, left, b0);
    b1 = multiplyAdd(factor, right, b1);
    factor = v128.load32_splat(tiles, 24);
    c0 = multiplyAdd(factor, left, c0);
    c1 = multiplyAdd(factor, right, c1);
    factor = v128.load32_splat(tiles, 28);
    d0 = multiplyAdd(factor, left, d0);
    d1 = multiplyAdd(factor, right, d1);
    tiles += 32;
    panel += 2 * ROW;
  }
  storeSums(target, a0, a1);
  storeSums(target + stride, b0, b1);
  storeSums(target + 2 * stride, c0, c1);
  storeSums(target + 3 * stride, d0, d1);
}

/** As multiplyTile, with one column of `steps` tiles, transposed; a row of tiles has `columns`. Half a tile a turn. */
export function multiplyTransposed(tiles: usize, columns: usize, panel: usize, target: usize, steps: usize): void {
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
  for (let turn: usize = 2 * steps; turn > 0; turn--) {
    let left = v128.load(panel);
    let right = v128.load(panel, 16);
    let factor = v128.load32_splat(tiles);
    a0 = multiplyAdd(factor, left, a0);
    a1 = multiplyAdd(factor, right, a1);
    factor = v128.load32_splat(tiles, 16);
    b0 = multiplyAdd(factor, left, b0);
    b1 = multiplyAdd(factor, right, b1);
    factor = v128.load32_splat(tiles, 32);
    c0 = multiplyAdd(factor, left, c0);
    c1 = multiplyAdd(factor, right, c1);
    factor = v128.load32_splat(tiles, 48);
    d0 = multiplyAdd(factor, left, d0);
    d1 = multiplyAdd(factor, right, d1);
    left = v128.load(panel, 32);
    right = v128.load(panel, 48);
    factor = v128.load32_splat(tiles, 4);
    a0 = multiplyAdd(factor, left, a0);
    a1 = multiplyAdd(factor, right, a1);
    factor = v128.load32_splat(tiles, 20);
    b0 = multiplyAdd(factor, left, b0);
    b1 = multiplyAdd(factor, right, b1);
    factor = v128.load32_splat(tiles, 36);
    c0 = multiplyAdd(factor, left, c0);
    c1 = multiplyAdd(factor, right, c1);
    factor = v128.load32_splat(tiles, 52);
    d0 = multiplyAdd(factor, left, d0);
    d1 = multiplyAdd(factor, right, d1);
    tiles += select<usize>(next, half, (turn & 1) == 1);
    panel += 2 * ROW;
  }
  storeSums(target, a0, a1);
  storeSums(target + ROW, b0, b1);
  storeSums(target + 2 * ROW, c0, c1);
  storeSums(target + 3 * ROW, d0, d1);
}

function storeSums(target: usize, left: v128, right: v128): void {
  v128.store(target, left);
  v128.store(target, right, 16);
}

/** A tile's rows of a panel times (high + low): a factor in two parts, so that its own rounding does not grow with depth. */
export function scaleRows(rows: usize, high: v128, low: v128): void {
  for (let at = rows; at < rows + TILE * ROW; at += 16) {
    const sums = v128.load(at);
    v128.store(at, multiplyAdd(sums, low, f32x4.mul(sums, high)));
  }
}
