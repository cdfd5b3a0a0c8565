import { STATISTICS_BYTES, finishPanel } from "./finish.ts";
import { LANES, ROW, panelBytes } from "./layout.ts";
import { powerOfTwo } from "./scaled.ts";

/**
 * ∂loss/∂output = 2 (output - target) for loss = Σ (output - target)², for `examples` examples in panels, output and
 * target alike, each lane scaled so that its largest |mantissa| lies in [1, 2), lanes from `examples` on zero; and the
 * statistics of each panel, from which the loss follows. `scratch` takes 96 bytes.
 */
export function lossGradient(
  output: usize,
  outputFrames: usize,
  target: usize,
  targetFrames: usize,
  gradient: usize,
  gradientFrames: usize,
  outputs: usize,
  examples: usize,
  statistics: usize,
  scratch: usize,
): void {
  for (let start: usize = 0; start < examples; start += LANES) {
    const valid = min(LANES, examples - start);
    for (let lane: usize = 0; lane < LANES; lane++) {
      const at = 4 * lane;
      const frame = max(load<i32>(outputFrames + at), load<i32>(targetFrames + at));
      const outputScale = lane < valid ? powerOfTwo(load<i32>(outputFrames + at) - frame) : 0;
      const targetScale = lane < valid ? powerOfTwo(load<i32>(targetFrames + at) - frame) : 0;
      subtractLane(output + at, outputScale, target + at, targetScale, gradient + at, outputs);
      store<i32>(gradientFrames + at, frame + 1);
    }
    finishPanel(gradient, gradientFrames, outputs, valid, statistics, scratch);
    output += panelBytes(outputs);
    target += panelBytes(outputs);
    gradient += panelBytes(outputs);
    outputFrames += ROW;
    targetFrames += ROW;
    gradientFrames += ROW;
    statistics += STATISTICS_BYTES;
  }
}

/** One lane of a scale - b scale', rounded once. */
function subtractLane(a: usize, aScale: f64, b: usize, bScale: f64, target: usize, units: usize): void {
  for (let at: usize = 0; at < units * ROW; at += ROW) {
    const difference = (load<f32>(a + at) as f64) * aScale - (load<f32>(b + at) as f64) * bScale;
    store<f32>(target + at, difference as f32);
  }
}
