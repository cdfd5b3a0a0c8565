import type { SignalPicture } from "../../model/engine.ts";

/** What the shaders write for a unit that is zero in every example: anything below this. */
const SILENT = -1e38;

/** Rows of a picture: the hidden layers' activations, then their gradients. */
export function pictureRows(sizes: readonly number[]): number {
  return Math.max(1, 2 * (sizes.length - 2));
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
