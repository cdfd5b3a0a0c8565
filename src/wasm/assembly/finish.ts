import { normalisingFactors } from "./frames.ts";
import { ROW, TILE, tilesOf } from "./layout.ts";
import { ZERO_EXPONENT, powerOfTwo } from "./scaled.ts";

/** Rows whose sums are kept apart, so that rounding grows with the square root of the width rather than with it. */
const BLOCK: usize = 32;

/** Bytes of a panel's statistics: mean, squared deviations and frame, each a float64. */
export const STATISTICS_BYTES: usize = 24;

/**
 * What every elementwise step ends with, for one panel: scales each lane exactly so that its largest |mantissa| lies in
 * [1, 2), zeroes the rows that fill up the last tile, and writes the statistics of the first `valid` lanes.
 * `scratch` takes 96 bytes.
 */
export function finishPanel(
  values: usize,
  frames: usize,
  units: usize,
  valid: usize,
  statistics: usize,
  scratch: usize,
): void {
  writePeaks(values, units, scratch);
  normalisingFactors(scratch, frames, scratch);
  scaleHalf(values, units, scratch);
  scaleHalf(values + 16, units, scratch + 16);
  const padding = values + units * ROW;
  memory.fill(padding, 0, tilesOf(units) * TILE * ROW - units * ROW);
  writeStatistics(frames, units, valid, statistics, scratch);
}

/** The largest |mantissa| of each lane. */
function writePeaks(values: usize, units: usize, peaks: usize): void {
  let left = f32x4.splat(0);
  let right = left;
  for (let unit: usize = 0; unit < units; unit++) {
    left = f32x4.pmax(left, f32x4.abs(v128.load(values)));
    right = f32x4.pmax(right, f32x4.abs(v128.load(values, 16)));
    values += ROW;
  }
  v128.store(peaks, left);
  v128.store(peaks, right, 16);
}

/**
 * Scales four lanes by the factors at `scratch`, and leaves there each lane's mean and, 32 and 64 bytes on, its sums about the first
 * value (Chan, Golub and LeVeque 1983, shifted data): of deviations and of their squares.
 */
function scaleHalf(values: usize, units: usize, scratch: usize): void {
  const factor = v128.load(scratch);
  const shift = f32x4.mul(v128.load(values), factor);
  let sum = f32x4.splat(0);
  let squares = sum;
  for (let start: usize = 0; start < units; start += BLOCK) {
    let blockSum = f32x4.splat(0);
    let blockSquares = blockSum;
    for (let unit = start; unit < min(start + BLOCK, units); unit++) {
      const value = f32x4.mul(v128.load(values), factor);
      v128.store(values, value);
      const deviation = f32x4.sub(value, shift);
      blockSum = f32x4.add(blockSum, deviation);
      blockSquares = f32x4.add(blockSquares, f32x4.mul(deviation, deviation));
      values += ROW;
    }
    sum = f32x4.add(sum, blockSum);
    squares = f32x4.add(squares, blockSquares);
  }
  v128.store(scratch, shift);
  v128.store(scratch, sum, ROW);
  v128.store(scratch, squares, 2 * ROW);
}

/** Mean and squared deviations over the lanes, from each lane's own (Chan, Golub and LeVeque 1983, eq. 2.1). */
function writeStatistics(frames: usize, units: usize, valid: usize, statistics: usize, sums: usize): void {
  let frame = ZERO_EXPONENT;
  for (let lane: usize = 0; lane < valid; lane++) frame = max(frame, load<i32>(frames + 4 * lane));
  let mean: f64 = 0;
  for (let lane: usize = 0; lane < valid; lane++) mean += laneMean(frames, frame, units, sums, lane);
  mean /= valid as f64;
  let squares: f64 = 0;
  for (let lane: usize = 0; lane < valid; lane++) {
    const sum = load<f32>(sums + 4 * lane + ROW) as f64;
    const own = (load<f32>(sums + 4 * lane + 2 * ROW) as f64) - (sum * sum) / (units as f64);
    const scale = powerOfTwo(load<i32>(frames + 4 * lane) - frame);
    const deviation = laneMean(frames, frame, units, sums, lane) - mean;
    squares += max<f64>(own, 0) * scale * scale + (units as f64) * deviation * deviation;
  }
  store<f64>(statistics, mean);
  store<f64>(statistics, squares, 8);
  store<f64>(statistics, frame as f64, 16);
}

/** One lane's mean, over 2^frame. */
function laneMean(frames: usize, frame: i32, units: usize, sums: usize, lane: usize): f64 {
  const shift = load<f32>(sums + 4 * lane) as f64;
  const sum = load<f32>(sums + 4 * lane + ROW) as f64;
  return (shift + sum / (units as f64)) * powerOfTwo(load<i32>(frames + 4 * lane) - frame);
}
