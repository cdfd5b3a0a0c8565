import { framesWithin } from "./frames.ts";
import { LANES, ROW } from "./layout.ts";
import { powerOfTwo } from "./scaled.ts";
import { reachOf, slopesOf, valuesOf } from "./vectorCurves.ts";

// Curves vector by vector, for the panels whose values float32 alone can hold.

/** Frames in which float32 keeps all bits of what is 2^-100 of its lane's largest value. */
const NARROW: i32 = 24;

/**
 * True where φ and φ′ of one panel can be taken vector by vector; `factors`, 32 bytes, then holds each lane's power of
 * two. Depends on the panel's values alone.
 */
export function isWithinReach(phi: i32, z: usize, frames: usize, units: usize, factors: usize): bool {
  const reach = reachOf(phi);
  if (reach == 0 || !framesWithin(frames, NARROW)) return false;
  for (let lane: usize = 0; lane < 4 * LANES; lane += 4) {
    store<f32>(factors + lane, powerOfTwo(load<i32>(frames + lane)) as f32);
  }
  let peak = f32x4.splat(0);
  for (let at: usize = 0; at < units * ROW; at += 16) {
    peak = f32x4.pmax(peak, f32x4.abs(f32x4.mul(v128.load(z + at), v128.load(factors + (at & 16)))));
  }
  return !v128.any_true(f32x4.gt(peak, f32x4.splat(reach)));
}

/** h = φ(z) of one panel, in frames of 0. */
export function activateVectors(phi: i32, z: usize, h: usize, hFrames: usize, units: usize, factors: usize): void {
  memory.fill(hFrames, 0, ROW);
  for (let at: usize = 0; at < units * ROW; at += 16) {
    const value = f32x4.mul(v128.load(z + at), v128.load(factors + (at & 16)));
    v128.store(h + at, valuesOf(phi, value));
  }
}

/** gradZ = gradH φ′(z) of one panel, in the frames of gradH. */
export function gradVectors(phi: i32, gradH: usize, z: usize, gradZ: usize, units: usize, factors: usize): void {
  for (let at: usize = 0; at < units * ROW; at += 16) {
    const value = f32x4.mul(v128.load(z + at), v128.load(factors + (at & 16)));
    v128.store(gradZ + at, f32x4.mul(v128.load(gradH + at), slopesOf(phi, value)));
  }
}
