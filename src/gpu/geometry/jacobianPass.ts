import type { Jacobian } from "../../model/geometry.ts";
import { ZERO_EXPONENT, exponentOf, scaleByPowerOfTwo } from "../../model/scaled.ts";
import { type Batch, batchesOf, workLimits } from "../batches.ts";
import { type BufferPool, roundUp } from "../bufferPool.ts";
import { type MatrixSlices, activateDispatch, affineDispatch, gradPreactivationDispatch } from "../dispatches.ts";
import { GpuError } from "../errors.ts";
import { GpuMatrix } from "../gpuMatrix.ts";
import type { BufferSlice, Kernel } from "../kernel.ts";
import { repeatColumnWorkgroups } from "../kernels/repeatColumn.ts";
import { ColumnEntries, MatrixSlots } from "../passBuffers.ts";
import type { PassKernels } from "../passKernels.ts";
import type { Dispatch } from "../plan.ts";
import type { WeightStore } from "../weightStore.ts";

/**
 * The columns of a Jacobian that go through the layers together: half as many as a product alone would allow, since in
 * software the slopes of so many take as long as it.
 */
export function jacobianBatches(sizes: readonly number[], software: boolean): Batch[] {
  const widest = Math.max(...sizes);
  return batchesOf(sizes[0]!, 4 * widest * widest, 3 * roundUp(widest, 4) * 4, workLimits(software));
}

/** The matrices that every batch of columns uses in turn. */
interface Scratch {
  readonly z: MatrixSlots;
  readonly h: MatrixSlots;
  readonly repeated: MatrixSlots;
  readonly product: MatrixSlots;
  readonly columns: MatrixSlots;
  readonly unused: ColumnEntries;
}

/**
 * Buffers and dispatches of ∂h_L/∂h_0: columns by input units, a batch of them after the other, each from layer to layer
 * as ∂h_l/∂h_0 = diag(φ′(z_l)) W_l ∂h_(l-1)/∂h_0. The input itself goes along with each batch, as a column of its own.
 */
export class JacobianPass {
  readonly dispatches: Dispatch[] = [];
  readonly #jacobian: MatrixSlots;

  constructor(
    pool: BufferPool,
    readonly kernels: PassKernels,
    readonly repeatColumn: Kernel,
    readonly store: WeightStore,
    readonly input: GpuMatrix,
    readonly batches: readonly Batch[],
    readonly hasBias: boolean,
  ) {
    const widest = Math.max(...store.sizes);
    const longest = Math.max(...batches.map(({ padded }) => padded));
    this.#jacobian = new MatrixSlots(pool, "jacobian", batches.length, store.sizes.at(-1)!, longest);
    const matrices = (label: string, columns: number): MatrixSlots => new MatrixSlots(pool, label, 1, widest, columns);
    const scratch: Scratch = {
      z: matrices("preactivation", input.columns),
      h: matrices("activation", input.columns),
      repeated: matrices("repeated preactivation", longest),
      product: matrices("product", longest),
      columns: matrices("columns", longest),
      unused: new ColumnEntries(pool, "unused statistics", 1, longest),
    };
    for (const [index, batch] of batches.entries()) this.#addBatch(pool, batch, index, scratch);
  }

  #addBatch(pool: BufferPool, batch: Batch, index: number, scratch: Scratch): void {
    const { sizes } = this.store;
    const { padded } = batch;
    let activation: MatrixSlices = this.input.slices;
    let columns = identityColumns(pool, sizes[0]!, batch);
    for (let layer = 0; layer < sizes.length - 1; layer += 1) {
      const units = sizes[layer + 1]!;
      const isLast = layer === sizes.length - 2;
      const next = isLast ? this.#slices(index) : scratch.columns.at(0, units, padded);
      this.#addLayer(layer, padded, activation, columns, next, scratch);
      [activation, columns] = [scratch.h.at(0, units, this.input.columns), next];
    }
  }

  #addLayer(
    layer: number,
    padded: number,
    activation: MatrixSlices,
    columns: MatrixSlices,
    next: MatrixSlices,
    scratch: Scratch,
  ): void {
    const { kernels, store, hasBias } = this;
    const units = store.sizes[layer + 1]!;
    const few = this.input.columns;
    const [z, h] = [scratch.z.at(0, units, few), scratch.h.at(0, units, few)];
    const [repeated, product] = [scratch.repeated.at(0, units, padded), scratch.product.at(0, units, padded)];
    const entries = (count: number): BufferSlice => scratch.unused.at(0, { start: 0, padded: count });
    this.dispatches.push(
      affineDispatch(kernels, store, layer, few, hasBias, activation, z),
      activateDispatch(kernels.activate, units, few, z, h, entries(few)),
      {
        kernel: this.repeatColumn,
        params: () => ({ units, stride: few, columns: padded }),
        buffers: [...z, ...repeated],
        workgroups: repeatColumnWorkgroups(units, padded),
        flop: units * padded,
      },
      affineDispatch(kernels, store, layer, padded, false, columns, product),
      gradPreactivationDispatch(kernels, units, padded, product, repeated, next, entries(padded)),
    );
  }

  #slices(batch: number): MatrixSlices {
    return this.#jacobian.at(batch, this.store.sizes.at(-1)!, this.batches[batch]!.padded);
  }

  /** What a run reads back: each batch's mantissas and powers of two. */
  get results(): BufferSlice[] {
    return this.batches.flatMap((_, index) => [...this.#slices(index)]);
  }

  /** The Jacobian of a run's results, under the exponent of its largest value. A GpuError where one is not finite. */
  read(bytes: ArrayBuffer): Jacobian {
    const [rows, columns] = [this.store.sizes.at(-1)!, this.store.sizes[0]!];
    const mantissa = new Float64Array(rows * columns);
    const exponent = new Int32Array(columns);
    let at = 0;
    for (const { start, count, padded } of this.batches) {
      const values = new Float32Array(bytes, at, rows * padded);
      at += roundUp(rows, 4) * padded * 4;
      exponent.set(new Int32Array(bytes, at, count), start);
      at += padded * 4;
      for (let row = 0; row < rows; row += 1) {
        mantissa.set(values.subarray(row * padded, row * padded + count), row * columns + start);
      }
    }
    if (!mantissa.every(Number.isFinite)) throw new GpuError("the GPU returned a Jacobian that is not finite");
    return inOneFrame(rows, columns, mantissa, exponent);
  }
}

/** Columns of the identity matrix, on the GPU. */
function identityColumns(pool: BufferPool, units: number, { start, count }: Batch): MatrixSlices {
  const mantissa = new Float64Array(units * count);
  for (let column = 0; column < count; column += 1) mantissa[(start + column) * count + column] = 1;
  const matrix = new GpuMatrix(pool, units, count);
  matrix.upload({ rows: units, columns: count, mantissa, exponent: new Int32Array(count) });
  return matrix.slices;
}

/** Columns that have a power of two each, under the one that brings the largest value into [1, 2). */
function inOneFrame(rows: number, columns: number, mantissa: Float64Array, exponent: Int32Array): Jacobian {
  let largest = ZERO_EXPONENT;
  mantissa.forEach((value, index) => {
    if (value !== 0) largest = Math.max(largest, exponent[index % columns]! + exponentOf(value));
  });
  if (largest === ZERO_EXPONENT) return { rows, columns, mantissa, exponent: 0 };
  const shift = exponent.map((value) => value - largest);
  return {
    rows,
    columns,
    mantissa: mantissa.map((value, index) => scaleByPowerOfTwo(value, shift[index % columns]!)),
    exponent: largest,
  };
}
