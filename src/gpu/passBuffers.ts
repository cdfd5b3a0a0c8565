import { type Batch } from "./batches.ts";
import { type BufferPool, SLICE_ALIGNMENT, roundUp } from "./bufferPool.ts";
import type { BufferSlice } from "./kernel.ts";

/** Bytes of one entry of column or layer statistics. */
export const STATISTICS_BYTES = 16;

/** Matrices of one kind, (units, examples) with a power of two an example, in numbered slots. */
export class MatrixSlots {
  readonly #mantissas: GPUBuffer;
  readonly #exponents: GPUBuffer;
  readonly #stride: number;
  readonly #exponentStride: number;

  constructor(
    pool: BufferPool,
    label: string,
    readonly slots: number,
    largestUnits: number,
    largestColumns: number,
  ) {
    this.#stride = slotBytes(largestUnits, largestColumns);
    this.#exponentStride = roundUp(largestColumns * 4, SLICE_ALIGNMENT);
    this.#mantissas = pool.storage(label, this.#stride * slots);
    this.#exponents = pool.storage(`${label} exponents`, this.#exponentStride * slots);
  }

  /** The slot's mantissas and exponents for a matrix of this shape; slots are taken in turn. */
  at(slot: number, units: number, columns: number): readonly [mantissas: BufferSlice, exponents: BufferSlice] {
    const index = slot % this.slots;
    return [
      { buffer: this.#mantissas, offset: index * this.#stride, size: roundUp(units, 4) * columns * 4 },
      { buffer: this.#exponents, offset: index * this.#exponentStride, size: columns * 4 },
    ];
  }
}

/** Bytes of one slot, for limits and offsets. */
export function slotBytes(units: number, columns: number): number {
  return roundUp(roundUp(units, 4) * columns * 4, SLICE_ALIGNMENT);
}

/** The first level of statistics: (layers, stride) entries, stride the examples rounded up to a multiple of 16. */
export class ColumnEntries {
  readonly stride: number;
  readonly #buffer: GPUBuffer;

  constructor(pool: BufferPool, label: string, layers: number, columns: number) {
    this.stride = columnStride(columns);
    this.#buffer = pool.storage(label, layers * this.stride * STATISTICS_BYTES);
  }

  /** Where a layer's entries for a batch go. */
  at(layer: number, batch: Pick<Batch, "start" | "padded">): BufferSlice {
    const offset = (layer * this.stride + batch.start) * STATISTICS_BYTES;
    return { buffer: this.#buffer, offset, size: batch.padded * STATISTICS_BYTES };
  }

  get all(): BufferSlice {
    return { buffer: this.#buffer, offset: 0, size: this.#buffer.size };
  }
}

export function columnStride(columns: number): number {
  return roundUp(columns, 16);
}

/** The inputs or targets of a pass, one block of (units, examples) a batch, as float32. */
export class ExampleBlocks {
  readonly #buffer: GPUBuffer;
  readonly #offsets: number[] = [];
  #uploaded: Float64Array | null = null;

  constructor(
    pool: BufferPool,
    label: string,
    readonly units: number,
    readonly batches: readonly Batch[],
  ) {
    let bytes = 0;
    for (const { padded } of batches) {
      this.#offsets.push(bytes);
      bytes += slotBytes(units, padded);
    }
    this.#buffer = pool.storage(label, bytes);
  }

  at(batch: number): BufferSlice {
    const size = roundUp(this.units, 4) * this.batches[batch]!.padded * 4;
    return { buffer: this.#buffer, offset: this.#offsets[batch]!, size };
  }

  /** Uploads (units, examples) values, unless they are the array already there. */
  upload(device: GPUDevice, values: Float64Array): void {
    if (this.#uploaded === values) return;
    const examples = values.length / this.units;
    this.batches.forEach(({ start, count, padded }, index) => {
      const block = new Float32Array(this.units * padded);
      for (let unit = 0; unit < this.units; unit += 1) {
        block.set(values.subarray(unit * examples + start, unit * examples + start + count), unit * padded);
      }
      device.queue.writeBuffer(this.#buffer, this.#offsets[index]!, block);
    });
    this.#uploaded = values;
  }
}
