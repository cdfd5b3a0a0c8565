import { roundUp } from "../bufferPool.ts";

/** Floats of one vector, and vectors of one block of four rows and four columns. */
const VECTOR = 4;
const BLOCK = 4 * VECTOR;

/** Floats that (rows, columns) weights take, both sides padded with zeros to multiples of 4. */
export function packedSize(rows: number, columns: number): number {
  return roundUp(rows, 4) * roundUp(columns, 4);
}

/**
 * Weights as the fused kernels read them: [row / 4][column / 4][row % 4][column % 4], so that four rows' next four
 * weights lie side by side. `at(row, column)` is where the weight is in `values`. Writes from `start` on.
 */
export function packWeights(
  out: Float32Array,
  start: number,
  rows: number,
  columns: number,
  values: Float64Array,
  at: (row: number, column: number) => number,
): void {
  const steps = Math.ceil(columns / 4);
  for (let row = 0; row < rows; row += 1) {
    const rowStart = start + (row >> 2) * steps * BLOCK + (row & 3) * VECTOR;
    for (let column = 0; column < columns; column += 1) {
      out[rowStart + (column >> 2) * BLOCK + (column & 3)] = values[at(row, column)]!;
    }
  }
}

/** Examples of one slot: what one thread, or one workgroup, carries. */
export const TILE = 8;

/** Vectors of a slot of so many units: two of four examples each, and their powers of two. */
export function slotVectors(units: number): number {
  return 2 * (roundUp(units, 4) + 1);
}

/** (units, examples) row-major → slots of eight examples, [tile][unit][example], padded with zeros. */
export function packExamples(values: Float64Array, units: number, tiles: number): Float32Array<ArrayBuffer> {
  const examples = values.length / units;
  const slot = slotVectors(units) * VECTOR;
  const out = new Float32Array(tiles * slot);
  for (let unit = 0; unit < units; unit += 1) {
    for (let example = 0; example < examples; example += 1) {
      const tile = Math.floor(example / TILE);
      out[tile * slot + unit * TILE + (example % TILE)] = values[unit * examples + example]!;
    }
  }
  return out;
}
