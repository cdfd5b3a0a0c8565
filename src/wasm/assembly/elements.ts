import { LANES, ROW } from "./layout.ts";
import { ZERO_EXPONENT, exponentOfDouble, exponentOfPair, powerOfTwo } from "./scaled.ts";

// Curves give each element its own exponent: first they lie beside the mantissas, then each lane comes into one frame.

/** Stores the latest pair at `value`, and its exponent at `exponent`. */
export function storePair(value: usize, exponent: usize, mantissa: f64): void {
  store<f32>(value, mantissa as f32);
  store<i32>(exponent, exponentOfPair());
}

/** Brings each lane of one panel into the frame of its largest value. */
export function intoFrames(values: usize, exponents: usize, frames: usize, units: usize): void {
  for (let lane: usize = 0; lane < 4 * LANES; lane += 4) {
    let frame = ZERO_EXPONENT;
    for (let at = lane; at < units * ROW; at += ROW) {
      const own = exponentOfDouble(load<f32>(values + at) as f64);
      if (own != ZERO_EXPONENT) frame = max(frame, own + load<i32>(exponents + at));
    }
    for (let at = lane; at < units * ROW; at += ROW) {
      const shift = load<i32>(exponents + at) - frame;
      store<f32>(values + at, ((load<f32>(values + at) as f64) * powerOfTwo(shift)) as f32);
    }
    store<i32>(frames + lane, frame);
  }
}
