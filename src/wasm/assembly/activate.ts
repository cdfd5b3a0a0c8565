import { intoFrames, storePair } from "./elements.ts";
import { STATISTICS_BYTES, finishPanel } from "./finish.ts";
import { copyFrames, framesWithin } from "./frames.ts";
import { HARDTANH } from "./identifiers.ts";
import { LANES, ROW, panelBytes } from "./layout.ts";
import { CLAMP_FRAMES, activateWithKink, clampToOne, hasOneKink } from "./piecewise.ts";
import { activationPair } from "./regimes.ts";
import { activateVectors, isWithinReach } from "./vectorElements.ts";

/**
 * h = φ(z), elementwise, for `examples` examples in panels, each lane scaled so that its largest |mantissa| lies in
 * [1, 2); and the statistics of each panel. `scratch` takes a panel.
 */
export function activate(
  phi: i32,
  z: usize,
  zFrames: usize,
  h: usize,
  hFrames: usize,
  units: usize,
  examples: usize,
  statistics: usize,
  scratch: usize,
): void {
  for (let start: usize = 0; start < examples; start += LANES) {
    if (hasOneKink(phi)) {
      copyFrames(zFrames, hFrames);
      activateWithKink(phi, z, h, units);
    } else if (phi == HARDTANH && framesWithin(zFrames, CLAMP_FRAMES)) {
      copyFrames(zFrames, hFrames);
      clampToOne(z, zFrames, h, units, scratch);
    } else if (isWithinReach(phi, z, zFrames, units, scratch)) {
      activateVectors(phi, z, h, hFrames, units, scratch);
    } else {
      activateElements(phi, z, zFrames, h, units, scratch);
      intoFrames(h, scratch, hFrames, units);
    }
    finishPanel(h, hFrames, units, min(LANES, examples - start), statistics, scratch);
    z += panelBytes(units);
    h += panelBytes(units);
    zFrames += ROW;
    hFrames += ROW;
    statistics += STATISTICS_BYTES;
  }
}

/** φ of each element of a panel, its exponent in `exponents`. */
function activateElements(phi: i32, z: usize, frames: usize, h: usize, units: usize, exponents: usize): void {
  for (let at: usize = 0; at < units * ROW; at += 4) {
    const mantissa = load<f32>(z + at) as f64;
    storePair(h + at, exponents + at, activationPair(phi, mantissa, load<i32>(frames + (at & (ROW - 1)))));
  }
}
