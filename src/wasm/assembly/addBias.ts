import { LANES, ROW, TILE, panelBytes, tilesOf } from "./layout.ts";
import { powerOfTwo } from "./scaled.ts";
import { multiplyAdd } from "./vectors.ts";

/** z += bias · 2^exponent, in place, each lane in the frame of the larger of the two; `scratch` takes 64 bytes. */
export function addBias(
  bias: usize,
  exponent: i32,
  z: usize,
  zFrames: usize,
  fanOut: usize,
  panels: usize,
  scratch: usize,
): void {
  for (let panel: usize = 0; panel < panels; panel++) {
    for (let lane: usize = 0; lane < LANES; lane++) {
      const at = zFrames + 4 * lane;
      const frame = max(load<i32>(at), exponent);
      store<f32>(scratch + 4 * lane, powerOfTwo(load<i32>(at) - frame) as f32);
      store<f32>(scratch + ROW + 4 * lane, powerOfTwo(exponent - frame) as f32);
      store<i32>(at, frame);
    }
    for (let unit: usize = 0; unit < tilesOf(fanOut) * TILE; unit++) {
      const offset = v128.load32_splat(bias + 4 * unit);
      for (let half: usize = 0; half < ROW; half += 16) {
        const at = z + unit * ROW + half;
        const kept = f32x4.mul(v128.load(at), v128.load(scratch + half));
        v128.store(at, multiplyAdd(offset, v128.load(scratch + ROW + half), kept));
      }
    }
    z += panelBytes(fanOut);
    zFrames += ROW;
  }
}
