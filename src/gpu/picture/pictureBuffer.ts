import type { SignalPicture } from "../../model/engine.ts";
import type { BufferSlice } from "../kernel.ts";

/** What the shaders write for a unit that is zero in every example: anything below this. */
const SILENT = -1e38;

/** A picture on the GPU: log2 of root mean squares, `depth` rows of activations, then as many of gradients. */
export interface GpuPicture {
  readonly slice: BufferSlice;
  /** The network's. */
  readonly sizes: readonly number[];
  readonly depth: number;
  /** Of every hidden layer. */
  readonly units: number;
  /** Values from row to row. */
  readonly stride: number;
}

/** Rows of a picture: the hidden layers' activations, then their gradients. */
export function pictureRows(sizes: readonly number[]): number {
  return Math.max(1, 2 * (sizes.length - 2));
}

/** Bytes of a picture, its rows as wide as the widest layer. */
export function pictureBytes(sizes: readonly number[]): number {
  return Float32Array.BYTES_PER_ELEMENT * pictureRows(sizes) * Math.max(...sizes);
}

/** What a plan left in `slice`, as it can be painted; null without hidden layers, or where their widths differ. */
export function gpuPicture(slice: BufferSlice | null, sizes: readonly number[]): GpuPicture | null {
  const hidden = sizes.slice(1, -1);
  if (slice === null || new Set(hidden).size !== 1) return null;
  return { slice, sizes, depth: hidden.length, units: hidden[0]!, stride: Math.max(...sizes) };
}

/** The picture from byte `start` of what a run read back, rows as wide as the widest layer. */
export function readPicture(bytes: ArrayBuffer, start: number, sizes: readonly number[]): SignalPicture {
  const hidden = sizes.slice(1, -1);
  const [depth, units, stride] = [hidden.length, Math.max(0, ...hidden), Math.max(...sizes)];
  const values = new Float32Array(bytes, start, pictureRows(sizes) * stride);
  const rows = (first: number): Float32Array => {
    const out = new Float32Array(depth * units).fill(NaN);
    hidden.forEach((own, layer) => {
      for (let unit = 0; unit < own; unit += 1) {
        const value = values[(first + layer) * stride + unit]!;
        out[layer * units + unit] = value < SILENT ? -Infinity : value;
      }
    });
    return out;
  };
  return { depth, units, activation: rows(0), gradPreactivation: rows(depth) };
}
