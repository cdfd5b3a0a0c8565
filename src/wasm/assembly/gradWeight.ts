import { LANES, ROW, TILE, panelBytes, tilesOf } from "./layout.ts";
import { ZERO_EXPONENT, powerOfTwo } from "./scaled.ts";
import { multiplyAdd } from "./vectors.ts";

/**
 * sum += ∂loss/∂z hᵀ : (fanOut, examples) · (examples, fanIn) → (fanOut, fanIn), panel after panel, lanes that hold no
 * example zero. The sum lies in panels of eight columns, all in the one frame at `sumFrame`: that of the largest example
 * so far. `scratch` takes a panel of fanIn units, filled up to eight.
 */
export function addGradWeight(
  gradZ: usize,
  gradZFrames: usize,
  h: usize,
  hFrames: usize,
  sum: usize,
  sumFrame: usize,
  fanOut: usize,
  fanIn: usize,
  panels: usize,
  scratch: usize,
): void {
  const blocks = (fanIn + LANES - 1) / LANES;
  for (let panel: usize = 0; panel < panels; panel++) {
    widen(sum, sumFrame, blocks * panelBytes(fanOut), productFrame(gradZFrames, hFrames));
    transpose(h, gradZFrames, hFrames, load<i32>(sumFrame), fanIn, scratch);
    for (let block: usize = 0; block < blocks; block++) {
      const target = sum + block * panelBytes(fanOut);
      for (let row: usize = 0; row < tilesOf(fanOut) * TILE * ROW; row += ROW) {
        addRow(gradZ + row, scratch + block * LANES * ROW, target + row);
      }
    }
    gradZ += panelBytes(fanOut);
    h += panelBytes(fanIn);
    gradZFrames += ROW;
    hFrames += ROW;
  }
}

/** The largest frame of any lane's products; far below every other where either side is zero. */
function productFrame(gradZFrames: usize, hFrames: usize): i32 {
  let frame = 2 * ZERO_EXPONENT;
  for (let lane: usize = 0; lane < 4 * LANES; lane += 4) {
    frame = max(frame, load<i32>(gradZFrames + lane) + load<i32>(hFrames + lane));
  }
  return frame;
}

/** Moves the sum to a larger frame. */
function widen(sum: usize, sumFrame: usize, bytes: usize, frame: i32): void {
  const shift = load<i32>(sumFrame) - frame;
  if (shift >= 0) return;
  const factor = f32x4.splat(powerOfTwo(shift) as f32);
  for (let at: usize = 0; at < bytes; at += 16) v128.store(sum + at, f32x4.mul(v128.load(sum + at), factor));
  store<i32>(sumFrame, frame);
}

/** h of one panel, examples as rows of eight units, each example in the frame of the sum; 0 past the last unit. */
function transpose(h: usize, gradZFrames: usize, hFrames: usize, frame: i32, fanIn: usize, target: usize): void {
  const filled = ((fanIn + LANES - 1) / LANES) * LANES;
  for (let lane: usize = 0; lane < LANES; lane++) {
    const own = load<i32>(gradZFrames + 4 * lane) + load<i32>(hFrames + 4 * lane);
    const factor = powerOfTwo(own - frame) as f32;
    for (let unit: usize = 0; unit < filled; unit++) {
      const value: f32 = unit < fanIn ? load<f32>(h + unit * ROW + 4 * lane) * factor : 0;
      const block = unit / LANES;
      store<f32>(target + block * LANES * ROW + lane * ROW + 4 * (unit % LANES), value);
    }
  }
}

/** Eight neighbours of the sum += one unit's eight examples times their rows. */
function addRow(gradZ: usize, rows: usize, target: usize): void {
  let left = v128.load(target);
  let right = v128.load(target, 16);
  for (let lane: usize = 0; lane < LANES; lane++) {
    const factor = v128.load32_splat(gradZ + 4 * lane);
    left = multiplyAdd(factor, v128.load(rows + lane * ROW), left);
    right = multiplyAdd(factor, v128.load(rows + lane * ROW, 16), right);
  }
  v128.store(target, left);
  v128.store(target, right, 16);
}
