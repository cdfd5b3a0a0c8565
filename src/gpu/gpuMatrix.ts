import { type ScaledMatrix, ZERO_EXPONENT, exponentOf, scaleByPowerOfTwo } from "../model/scaled.ts";
import { type BufferPool, roundUp } from "./bufferPool.ts";
import type { MatrixSlices } from "./dispatches.ts";
import { GpuError } from "./errors.ts";
import { MatrixSlots } from "./passBuffers.ts";

/** A quiet NaN that no kernel makes: what stays so after a run was not written. */
const SENTINEL = 0x7fc0dead;

/** A matrix on the GPU for one kernel's check: uploaded, or filled by a kernel and read back. */
export class GpuMatrix {
  readonly slices: MatrixSlices;
  /** Columns on the GPU: those asked for, rounded up to a multiple of 4. */
  readonly columns: number;
  #received: ArrayBuffer | null = null;

  constructor(
    readonly pool: BufferPool,
    readonly rows: number,
    readonly examples: number,
  ) {
    this.columns = roundUp(examples, 4);
    this.slices = new MatrixSlots(pool, "matrix", 1, rows, this.columns).at(0, rows, this.columns);
  }

  /** Rounds mantissas to float32, each column scaled so that its largest lies in [1, 2). */
  upload({ rows, columns, mantissa, exponent }: ScaledMatrix): void {
    const mantissas = new Float32Array(roundUp(rows, 4) * this.columns);
    const exponents = new Int32Array(this.columns).fill(ZERO_EXPONENT);
    for (let column = 0; column < columns; column += 1) {
      let largest = 0;
      for (let row = 0; row < rows; row += 1) largest = Math.max(largest, Math.abs(mantissa[row * columns + column]!));
      if (largest === 0) continue;
      const shift = exponentOf(largest);
      exponents[column] = exponent[column]! + shift;
      for (let row = 0; row < rows; row += 1) {
        mantissas[row * this.columns + column] = scaleByPowerOfTwo(mantissa[row * columns + column]!, -shift);
      }
    }
    this.#write([mantissas, exponents]);
  }

  fillWithSentinel(): void {
    const size = roundUp(this.rows, 4) * this.columns;
    this.#write([new Uint32Array(size).fill(SENTINEL), new Uint32Array(this.columns).fill(SENTINEL)]);
  }

  #write(arrays: readonly (Float32Array<ArrayBuffer> | Uint32Array<ArrayBuffer> | Int32Array<ArrayBuffer>)[]): void {
    arrays.forEach((values, index) => {
      const { buffer, offset } = this.slices[index]!;
      this.pool.device.queue.writeBuffer(buffer, offset, values);
    });
  }

  /** Keeps what a plan read back: mantissas, then exponents. */
  receive(bytes: ArrayBuffer): void {
    this.#received = bytes;
  }

  /** The received values; a GpuError where a kernel left one unwritten. */
  take(): ScaledMatrix {
    const bytes = this.#received!;
    const { rows, examples, columns } = this;
    const values = new Float32Array(bytes, 0, rows * columns);
    const bits = new Uint32Array(bytes);
    const exponents = new Int32Array(bytes, roundUp(rows, 4) * columns * 4, columns);
    const mantissa = new Float64Array(rows * examples);
    for (let row = 0; row < rows; row += 1) {
      for (let column = 0; column < examples; column += 1) {
        const at = row * columns + column;
        if (bits[at] === SENTINEL) throw new GpuError(`a kernel left row ${row}, column ${column} unwritten`);
        mantissa[row * examples + column] = values[at]!;
      }
    }
    const exponent = exponents.slice(0, examples);
    const unwritten = exponent.findIndex((value) => value === SENTINEL);
    if (unwritten >= 0) throw new GpuError(`a kernel left the exponent of column ${unwritten} unwritten`);
    return { rows, columns: examples, mantissa, exponent };
  }
}
