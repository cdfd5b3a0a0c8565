import type { LayerStatistics } from "../model/engine.ts";
import { scaled } from "../model/scaled.ts";
import { GpuError } from "./errors.ts";

/** Exponents as 19 bits: the last says that there is no such number, the first that all values are zero. */
const NO_NUMBER = 2 ** 18 - 1;
const ALL_ZERO = -(2 ** 18);

/** Bytes of so many layers: two words each, then half a word each. */
export function packedBytes(rows: number): number {
  return 8 * rows + 4 * Math.ceil(rows / 2);
}

/**
 * One layer of what shaders/statistics.wgsl packs: the bits of mean and of variance / 4, in the frame of the layer's
 * largest value, where the highest bits of their exponents are free and hold the highest three of the frame's own.
 * A GpuError where the GPU found no finite statistics.
 */
export function unpackStatistics(bytes: ArrayBuffer, rows: number, row: number): LayerStatistics {
  const words = new Uint32Array(bytes, 0, packedBytes(rows) / 4);
  const [first, second] = [words[2 * row]!, words[2 * row + 1]!];
  const low = (words[2 * rows + (row >> 1)]! >>> (16 * (row & 1))) & 0xffff;
  const code = (((first >>> 30) & 1) << 18) | ((second >>> 30) << 16) | low;
  const exponent = (code << 13) >> 13;
  if (exponent === NO_NUMBER) {
    throw new GpuError("the GPU returned a mean or variance that is not finite: no statistics of this layer");
  }
  const view = new DataView(new ArrayBuffer(8));
  view.setUint32(0, first & 0xbfffffff);
  view.setUint32(4, second & 0x3fffffff);
  const frame = exponent === ALL_ZERO ? 0 : exponent;
  return {
    mean: scaled(view.getFloat32(0), frame),
    std: scaled(Math.sqrt(4 * view.getFloat32(4)), frame),
    peakExponent: exponent === ALL_ZERO ? null : exponent,
  };
}
