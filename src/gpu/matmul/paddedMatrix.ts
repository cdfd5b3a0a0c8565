import { roundUp } from "../bufferPool.ts";

/** Bytes of a (rows, columns) matrix of float32 as kernels keep it: both sides padded to multiples of 4. */
export function paddedBytes(rows: number, columns: number): number {
  return roundUp(rows, 4) * roundUp(columns, 4) * 4;
}

/** (rows, columns) row-major → the same with both sides padded with zeros. */
export function paddedMatrix(values: Float32Array, rows: number, columns: number): Float32Array<ArrayBuffer> {
  const stride = roundUp(columns, 4);
  const out = new Float32Array(roundUp(rows, 4) * stride);
  for (let row = 0; row < rows; row += 1) {
    out.set(values.subarray(row * columns, (row + 1) * columns), row * stride);
  }
  return out;
}

/** The (rows, columns) matrix of these padded bytes. */
export function unpaddedMatrix(bytes: ArrayBuffer, rows: number, columns: number): Float32Array<ArrayBuffer> {
  const stride = roundUp(columns, 4);
  const values = new Float32Array(bytes);
  const out = new Float32Array(rows * columns);
  for (let row = 0; row < rows; row += 1) {
    out.set(values.subarray(row * stride, row * stride + columns), row * columns);
  }
  return out;
}
