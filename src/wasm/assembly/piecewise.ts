import { IDENTITY, LEAKY_RELU, RELU } from "./identifiers.ts";
import { LANES, ROW } from "./layout.ts";
import { powerOfTwo } from "./scaled.ts";

// Functions of straight pieces, vector by vector, in the frame of their argument.

const LEAKY_SLOPE: f32 = 0.01;

/** True where φ is linear on either side of 0. */
export function hasOneKink(phi: i32): bool {
  return phi == RELU || phi == LEAKY_RELU || phi == IDENTITY;
}

function slopeBelow(phi: i32): f32 {
  if (phi == RELU) return 0;
  return phi == LEAKY_RELU ? LEAKY_SLOPE : 1;
}

/** h = z above 0, slope · z below it, for one panel. */
export function activateWithKink(phi: i32, z: usize, h: usize, units: usize): void {
  const zero = f32x4.splat(0);
  const below = f32x4.splat(slopeBelow(phi));
  for (let at: usize = 0; at < units * ROW; at += 16) {
    const value = v128.load(z + at);
    v128.store(h + at, f32x4.add(f32x4.pmax(value, zero), f32x4.mul(below, f32x4.pmin(value, zero))));
  }
}

/** gradZ = gradH above 0, slope · gradH below it, for one panel. */
export function gradThroughKink(phi: i32, gradH: usize, z: usize, gradZ: usize, units: usize): void {
  const zero = f32x4.splat(0);
  const above = f32x4.splat(1);
  const below = f32x4.splat(slopeBelow(phi));
  for (let at: usize = 0; at < units * ROW; at += 16) {
    const slope = v128.bitselect(above, below, f32x4.ge(v128.load(z + at), zero));
    v128.store(gradZ + at, f32x4.mul(v128.load(gradH + at), slope));
  }
}

/** Frames for which `clampToOne` and `gradThroughClamp` are right: 1 in such a frame is a normal float32, with room for mantissas. */
export const CLAMP_FRAMES: i32 = 100;

/** 1 in the frame of each lane. */
function writeLimits(frames: usize, limits: usize): void {
  for (let lane: usize = 0; lane < 4 * LANES; lane += 4) {
    store<f32>(limits + lane, powerOfTwo(-load<i32>(frames + lane)) as f32);
  }
}

/** h = min(1, max(-1, z)), for one panel; `limits` takes 32 bytes. */
export function clampToOne(z: usize, frames: usize, h: usize, units: usize, limits: usize): void {
  writeLimits(frames, limits);
  for (let at: usize = 0; at < units * ROW; at += 16) {
    const limit = v128.load(limits + (at & 16));
    const value = f32x4.pmax(v128.load(z + at), f32x4.neg(limit));
    v128.store(h + at, f32x4.pmin(value, limit));
  }
}

/** gradZ = gradH where |z| <= 1, else 0, for one panel; `limits` takes 32 bytes. */
export function gradThroughClamp(
  gradH: usize,
  z: usize,
  frames: usize,
  gradZ: usize,
  units: usize,
  limits: usize,
): void {
  writeLimits(frames, limits);
  for (let at: usize = 0; at < units * ROW; at += 16) {
    const inside = f32x4.le(f32x4.abs(v128.load(z + at)), v128.load(limits + (at & 16)));
    v128.store(gradZ + at, v128.and(v128.load(gradH + at), inside));
  }
}
