import { LANES, ROW } from "./layout.ts";
import { ZERO_EXPONENT, exponentOf, powerOfTwo } from "./scaled.ts";

/** target = source + exponent, for all lanes of the panels: the frames of a product. */
export function moveFrames(source: usize, target: usize, panels: usize, exponent: i32): void {
  const shift = i32x4.splat(exponent);
  for (let at: usize = 0; at < panels * ROW; at += 16) {
    v128.store(target + at, i32x4.add(v128.load(source + at), shift));
  }
}

/** True where the frames of one panel lie within ± reach, but for those of lanes that hold only zeros. */
export function framesWithin(frames: usize, reach: i32): bool {
  for (let lane: usize = 0; lane < 4 * LANES; lane += 4) {
    const frame = load<i32>(frames + lane);
    if (abs(frame) > reach && frame > ZERO_EXPONENT / 2) return false;
  }
  return true;
}

/** The frames of one panel, as they are. */
export function copyFrames(source: usize, target: usize): void {
  memory.copy(target, source, ROW);
}

/**
 * Writes to `factors`, eight float32, the powers of two that bring each lane's largest |mantissa| (`peaks`) into [1, 2),
 * and moves its frame; a lane of zeros gets the factor 0 and ZERO_EXPONENT.
 */
export function normalisingFactors(peaks: usize, frames: usize, factors: usize): void {
  for (let lane: usize = 0; lane < 4 * LANES; lane += 4) {
    const exponent = exponentOf(load<f32>(peaks + lane));
    const zero = exponent == ZERO_EXPONENT;
    store<f32>(factors + lane, zero ? 0 : (powerOfTwo(-exponent) as f32));
    store<i32>(frames + lane, zero ? ZERO_EXPONENT : load<i32>(frames + lane) + exponent);
  }
}
