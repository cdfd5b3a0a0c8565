import type { LayerGram } from "../../model/geometry.ts";
import { ZERO_EXPONENT, powerOfTwo, scaled } from "../../model/scaled.ts";
import type { BufferPool } from "../bufferPool.ts";
import { type MatrixSlices, activateDispatch, affineDispatch } from "../dispatches.ts";
import { GpuError } from "../errors.ts";
import type { GpuMatrix } from "../gpuMatrix.ts";
import type { BufferSlice, Kernel } from "../kernel.ts";
import { gramWorkgroups } from "../kernels/gram.ts";
import { ColumnEntries, MatrixSlots } from "../passBuffers.ts";
import type { PassKernels } from "../passKernels.ts";
import type { Dispatch } from "../plan.ts";
import type { WeightStore } from "../weightStore.ts";

/** Buffers and dispatches of the Gram matrices of one network: each layer's is kept, its values are not. */
export class GramPass {
  readonly dispatches: Dispatch[] = [];
  readonly #input: GpuMatrix;
  /** Entry l: the products of layer l's mantissas, and its examples' powers of two (those of layer 0 are the input's). */
  readonly #grams: MatrixSlots;
  readonly #sizes: readonly number[];
  readonly #padded: number;

  constructor(
    pool: BufferPool,
    kernels: PassKernels,
    gram: Kernel,
    store: WeightStore,
    input: GpuMatrix,
    hasBias: boolean,
  ) {
    const { sizes } = store;
    const padded = input.columns;
    const widest = Math.max(...sizes);
    this.#input = input;
    this.#padded = padded;
    this.#sizes = sizes;
    this.#grams = new MatrixSlots(pool, "gram", sizes.length, padded, padded);
    const mantissas = new MatrixSlots(pool, "preactivation", 1, widest, padded);
    const activations = new MatrixSlots(pool, "activation", 1, widest, padded);
    const unused = new ColumnEntries(pool, "unused statistics", 1, padded).at(0, { start: 0, padded });

    let activation = input.slices;
    this.#addGram(gram, 0, sizes[0]!, input.slices[0]);
    for (let layer = 1; layer < sizes.length; layer += 1) {
      const units = sizes[layer]!;
      const z: MatrixSlices = [mantissas.at(0, units, padded)[0], this.#slices(layer)[1]];
      this.dispatches.push(affineDispatch(kernels, store, layer - 1, padded, hasBias, activation, z));
      this.#addGram(gram, layer, units, z[0]);
      if (layer === sizes.length - 1) break;
      activation = activations.at(0, units, padded);
      this.dispatches.push(activateDispatch(kernels.activate, units, padded, z, activation, unused));
    }
  }

  #slices(layer: number): MatrixSlices {
    return this.#grams.at(layer, this.#padded, this.#padded);
  }

  #addGram(kernel: Kernel, layer: number, units: number, values: BufferSlice): void {
    const examples = this.#padded;
    this.dispatches.push({
      kernel,
      params: () => ({ units, examples }),
      buffers: [values, this.#slices(layer)[0]],
      workgroups: gramWorkgroups(examples),
      flop: 2 * units * examples * examples,
    });
  }

  /** What a run reads back: every layer's products, then every layer's powers of two. */
  get results(): BufferSlice[] {
    const layers = this.#sizes.map((_, layer) => this.#slices(layer));
    const frames = layers.map(([, frame], layer) => (layer === 0 ? this.#input.slices[1] : frame));
    return [...layers.map(([products]) => products), ...frames];
  }

  /** The Gram matrices of a run's results. A GpuError where a value is not finite. */
  read(bytes: ArrayBuffer): LayerGram[] {
    const padded = this.#padded;
    const framesAt = this.#sizes.length * padded * padded * 4;
    return this.#sizes.map((units, layer) => {
      const products = new Float32Array(bytes, layer * padded * padded * 4, padded * padded);
      const frame = new Int32Array(bytes, framesAt + layer * padded * 4, this.#input.examples);
      return normalisedGram(products, padded, frame, units);
    });
  }
}

/** Products of mantissas, (padded, padded) from the diagonal on, brought into the frame of the largest example and over their mean square. */
function normalisedGram(products: Float32Array, padded: number, frame: Int32Array, units: number): LayerGram {
  const examples = frame.length;
  const gram = new Float64Array(examples * examples);
  const used = [...frame].filter((_, example) => products[example * (padded + 1)] !== 0);
  if (used.length === 0) return { meanSquare: scaled(0), gram };
  const largest = Math.max(ZERO_EXPONENT, ...used);
  const shrink = Float64Array.from(frame, (exponent) => powerOfTwo(Math.min(0, exponent - largest)));
  let squares = 0;
  for (let row = 0; row < examples; row += 1) {
    for (let column = row; column < examples; column += 1) {
      const value = products[row * padded + column]! * shrink[row]! * shrink[column]!;
      gram[row * examples + column] = value;
      gram[column * examples + row] = value;
    }
    squares += gram[row * (examples + 1)]!;
  }
  if (!gram.every(Number.isFinite)) throw new GpuError("the GPU returned a Gram matrix that is not finite");
  const share = examples / squares;
  return {
    meanSquare: scaled(squares / (examples * units), 2 * largest),
    gram: gram.map((value) => value * share),
  };
}
