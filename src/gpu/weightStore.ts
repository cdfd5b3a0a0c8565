import { type Network, layerCount } from "../model/network.ts";
import { exponentOf, scaleByPowerOfTwo } from "../model/scaled.ts";
import { BufferPool, SLICE_ALIGNMENT, assertBinding, assertBytes, roundUp } from "./bufferPool.ts";
import type { BufferSlice } from "./kernel.ts";

/** A factor as the shaders take it: (high + low) · 2^exponent, so that its own rounding does not grow with depth. */
export interface WeightScale {
  readonly high: number;
  readonly low: number;
  readonly exponent: number;
}

/** Bytes of one layer's weights, both sides padded to multiples of 4, as float32. */
function layerBytes(fanOut: number, fanIn: number): number {
  return roundUp(fanOut, 4) * roundUp(fanIn, 4) * 4;
}

/** Where each layer starts, and the total, in bytes. */
export function weightOffsets(sizes: readonly number[]): { offsets: number[]; total: number } {
  const offsets: number[] = [];
  let total = 0;
  for (let layer = 1; layer < sizes.length; layer += 1) {
    offsets.push(total);
    total += roundUp(layerBytes(sizes[layer]!, sizes[layer - 1]!), SLICE_ALIGNMENT);
  }
  return { offsets, total };
}

/** Throws a RangeError where the weights of such a network exceed the device. */
export function assertWeightsFit(limits: GPUSupportedLimits, sizes: readonly number[]): void {
  for (let layer = 1; layer < sizes.length; layer += 1) {
    assertBinding(limits, "One layer's weights", layerBytes(sizes[layer]!, sizes[layer - 1]!));
  }
  assertBytes(limits, "The weights", weightOffsets(sizes).total);
}

/** The unit weights and biases of one network on the GPU; a new variance re-uploads nothing. */
export class WeightStore {
  readonly #pool: BufferPool;
  readonly #weights: GPUBuffer;
  readonly #biases: GPUBuffer;
  readonly #offsets: readonly number[];
  readonly #biasStride: number;
  #uploaded: Pick<Network, "weights" | "biases"> | null = null;
  #biasExponents: readonly number[] = [];

  /** Buffers for networks of these sizes. */
  constructor(
    device: GPUDevice,
    readonly sizes: readonly number[],
  ) {
    this.#pool = new BufferPool(device);
    const { offsets, total } = weightOffsets(sizes);
    this.#offsets = offsets;
    this.#biasStride = roundUp(roundUp(Math.max(...sizes), 4) * 4, SLICE_ALIGNMENT);
    this.#weights = this.#pool.storage("weights", total);
    this.#biases = this.#pool.storage("biases", this.#biasStride * offsets.length);
  }

  weight(layer: number): BufferSlice {
    const size = layerBytes(this.sizes[layer + 1]!, this.sizes[layer]!);
    return { buffer: this.#weights, offset: this.#offsets[layer]!, size };
  }

  bias(layer: number): BufferSlice {
    const size = roundUp(this.sizes[layer + 1]!, 4) * 4;
    return { buffer: this.#biases, offset: layer * this.#biasStride, size };
  }

  /** The power of two that the layer's biases were divided by. */
  biasExponent(layer: number): number {
    return this.#biasExponents[layer] ?? 0;
  }

  /** Uploads the network's unit weights and biases, unless they are the arrays already there. */
  upload(device: GPUDevice, network: Network): void {
    if (this.#uploaded?.weights === network.weights && this.#uploaded.biases === network.biases) return;
    const exponents: number[] = [];
    for (let layer = 0; layer < layerCount(network); layer += 1) {
      const [fanIn, fanOut] = [this.sizes[layer]!, this.sizes[layer + 1]!];
      device.queue.writeBuffer(this.#weights, this.#offsets[layer]!, padded(network.weights[layer]!, fanOut, fanIn));
      const bias = network.biases?.[layer];
      if (bias === undefined) continue;
      const largest = bias.reduce((peak, value) => Math.max(peak, Math.abs(value)), 0);
      const exponent = largest === 0 ? 0 : exponentOf(largest);
      exponents.push(exponent);
      const mantissas = Float32Array.from(bias, (value) => scaleByPowerOfTwo(value, -exponent));
      device.queue.writeBuffer(this.#biases, layer * this.#biasStride, mantissas);
    }
    this.#biasExponents = exponents;
    this.#uploaded = { weights: network.weights, biases: network.biases };
  }

  destroy(): void {
    this.#pool.destroy();
  }
}

/** (rows, columns) float64 → float32, both sides padded with zeros to multiples of 4. */
export function padded(values: Float64Array, rows: number, columns: number): Float32Array<ArrayBuffer> {
  const stride = roundUp(columns, 4);
  const out = new Float32Array(roundUp(rows, 4) * stride);
  for (let row = 0; row < rows; row += 1) {
    out.set(values.subarray(row * columns, (row + 1) * columns), row * stride);
  }
  return out;
}

/** std split for the shaders; throws a RangeError unless it is finite. */
export function weightScale(std: number): WeightScale {
  if (!Number.isFinite(std)) throw new RangeError(`the factor on a layer's weights is ${std}; it must be finite`);
  if (std === 0) return { high: 0, low: 0, exponent: 0 };
  const exponent = exponentOf(std);
  const mantissa = scaleByPowerOfTwo(std, -exponent);
  const high = Math.fround(mantissa);
  return { high, low: Math.fround(mantissa - high), exponent };
}
