import { exponentOf, scaleByPowerOfTwo } from "../model/scaled.ts";
import { TILE, tilesOf } from "./layout.ts";

/** Values in a tile. */
const TILE_VALUES = TILE * TILE;

/** A factor as the kernels take it: (high + low) · 2^exponent, so that its own rounding does not grow with depth. */
export interface Factor {
  readonly high: number;
  readonly low: number;
  readonly exponent: number;
}

/** Further down, 2^-exponent would leave float64; what is that small counts as zero. */
const LEAST_EXPONENT = -1000;

/** floor(log2) of the largest magnitude, that the packed values may be near 1; 0 where all are zero. */
export function peakExponent(values: Float64Array): number {
  let peak = 0;
  for (const value of values) peak = Math.max(peak, Math.abs(value));
  return peak === 0 ? 0 : Math.max(LEAST_EXPONENT, exponentOf(peak));
}

/** Writes `values` / 2^exponent, (fanOut, fanIn) row-major, as tiles: see assembly/layout.ts. What fills a tile up is zero. */
export function packTiles(
  target: Float32Array,
  values: Float64Array | Float32Array,
  fanOut: number,
  fanIn: number,
  exponent: number,
): void {
  const columns = tilesOf(fanIn);
  const factor = scaleByPowerOfTwo(1, -exponent);
  target.fill(0);
  for (let row = 0; row < fanOut; row += 1) {
    const line = Math.floor(row / TILE) * columns * TILE_VALUES + (row % TILE);
    for (let column = 0; column < fanIn; column += 1) {
      target[line + TILE * column] = values[row * fanIn + column]! * factor;
    }
  }
}

/** std · 2^exponent split for the kernels; throws a RangeError unless it is finite. */
export function weightFactor(std: number, exponent: number): Factor {
  if (!Number.isFinite(std)) throw new RangeError(`the factor on a layer's weights is ${std}; it must be finite`);
  if (std === 0) return { high: 0, low: 0, exponent: 0 };
  const own = exponentOf(std);
  const mantissa = scaleByPowerOfTwo(std, -own);
  const high = Math.fround(mantissa);
  return { high, low: Math.fround(mantissa - high), exponent: own + exponent };
}
