import { intoFrames, storePair } from "./elements.ts";
import { STATISTICS_BYTES, finishPanel } from "./finish.ts";
import { copyFrames, framesWithin } from "./frames.ts";
import { HARDTANH } from "./identifiers.ts";
import { LANES, ROW, panelBytes } from "./layout.ts";
import { CLAMP_FRAMES, gradThroughClamp, gradThroughKink, hasOneKink } from "./piecewise.ts";
import { derivativePair } from "./regimes.ts";
import { exponentOfPair, pair } from "./scaled.ts";
import { gradVectors, isWithinReach } from "./vectorElements.ts";

/**
 * ∂loss/∂z = ∂loss/∂h · φ′(z), elementwise, for `examples` examples in panels, each lane scaled so that its largest
 * |mantissa| lies in [1, 2); and the statistics of each panel. It may be written over ∂loss/∂h. `scratch` takes a panel.
 */
export function gradPreactivation(
  phi: i32,
  gradH: usize,
  gradHFrames: usize,
  z: usize,
  zFrames: usize,
  gradZ: usize,
  gradZFrames: usize,
  units: usize,
  examples: usize,
  statistics: usize,
  scratch: usize,
): void {
  for (let start: usize = 0; start < examples; start += LANES) {
    if (hasOneKink(phi)) {
      copyFrames(gradHFrames, gradZFrames);
      gradThroughKink(phi, gradH, z, gradZ, units);
    } else if (phi == HARDTANH && framesWithin(zFrames, CLAMP_FRAMES)) {
      copyFrames(gradHFrames, gradZFrames);
      gradThroughClamp(gradH, z, zFrames, gradZ, units, scratch);
    } else if (isWithinReach(phi, z, zFrames, units, scratch)) {
      copyFrames(gradHFrames, gradZFrames);
      gradVectors(phi, gradH, z, gradZ, units, scratch);
    } else {
      gradElements(phi, gradH, gradHFrames, z, zFrames, gradZ, units, scratch);
      intoFrames(gradZ, scratch, gradZFrames, units);
    }
    finishPanel(gradZ, gradZFrames, units, min(LANES, examples - start), statistics, scratch);
    gradH += panelBytes(units);
    z += panelBytes(units);
    gradZ += panelBytes(units);
    gradHFrames += ROW;
    zFrames += ROW;
    gradZFrames += ROW;
    statistics += STATISTICS_BYTES;
  }
}

/** ∂loss/∂h · φ′(z) of each element of a panel, its exponent in `exponents`. */
function gradElements(
  phi: i32,
  gradH: usize,
  gradHFrames: usize,
  z: usize,
  zFrames: usize,
  gradZ: usize,
  units: usize,
  exponents: usize,
): void {
  for (let at: usize = 0; at < units * ROW; at += 4) {
    const lane = at & (ROW - 1);
    const slope = derivativePair(phi, load<f32>(z + at) as f64, load<i32>(zFrames + lane));
    const mantissa = slope * (load<f32>(gradH + at) as f64);
    storePair(gradZ + at, exponents + at, pair(mantissa, exponentOfPair() + load<i32>(gradHFrames + lane)));
  }
}
