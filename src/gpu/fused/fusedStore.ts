import { type Network, layerCount } from "../../model/network.ts";
import { exponentOf, scaleByPowerOfTwo } from "../../model/scaled.ts";
import { BufferPool, assertBinding, roundUp, whole } from "../bufferPool.ts";
import type { BufferSlice } from "../kernel.ts";
import { weightScale } from "../weightStore.ts";
import { packWeights, packedSize } from "./packing.ts";

/** Bytes of one entry of the layer table, and its bias where there is none, as fusedLayer.wgsl has them. */
const LAYER_BYTES = 36;
const NO_BIAS = 0xffffffff;

/** Where each layer's parts start, in floats. */
interface Layout {
  readonly weights: readonly number[];
  readonly transposed: readonly number[];
  readonly biases: readonly number[];
  readonly total: number;
}

function layoutOf(sizes: readonly number[]): Layout {
  let total = 0;
  const take = (size: number): number => (total += size) - size;
  const pairs = sizes.slice(1).map((fanOut, layer) => [fanOut, sizes[layer]!] as const);
  const weights = pairs.map(([fanOut, fanIn]) => take(packedSize(fanOut, fanIn)));
  const transposed = pairs.map(([fanOut, fanIn]) => take(packedSize(fanIn, fanOut)));
  const biases = pairs.map(([fanOut]) => take(roundUp(fanOut, 4)));
  return { weights, transposed, biases, total };
}

/** Throws a LimitError where the packed weights of such a network exceed the device. */
export function assertFusedWeightsFit(limits: GPUSupportedLimits, sizes: readonly number[]): void {
  assertBinding(limits, "The weights", layoutOf(sizes).total * 4);
}

/** One network's unit weights, packed both ways, with its biases and layer table; a new variance re-uploads only the table. */
export class FusedStore {
  readonly #pool: BufferPool;
  readonly #layout: Layout;
  readonly #weights: GPUBuffer;
  readonly #table: GPUBuffer;
  #uploaded: Pick<Network, "weights" | "biases"> | null = null;
  #biasExponents: readonly number[] = [];

  constructor(
    readonly device: GPUDevice,
    readonly sizes: readonly number[],
  ) {
    this.#pool = new BufferPool(device);
    this.#layout = layoutOf(sizes);
    this.#weights = this.#pool.storage("packed weights", this.#layout.total * 4);
    this.#table = this.#pool.storage("layer table", (sizes.length - 1) * LAYER_BYTES);
  }

  get weights(): BufferSlice {
    return whole(this.#weights);
  }

  get table(): BufferSlice {
    return whole(this.#table);
  }

  /** Uploads the weights, unless they are the arrays already there, and the scales of this run. */
  upload(network: Network): void {
    if (this.#uploaded?.weights !== network.weights || this.#uploaded.biases !== network.biases) {
      this.#uploadWeights(network);
      this.#uploaded = { weights: network.weights, biases: network.biases };
    }
    this.device.queue.writeBuffer(this.#table, 0, this.#tableOf(network));
  }

  #uploadWeights({ weights, biases }: Network): void {
    const packed = new Float32Array(this.#layout.total);
    const exponents: number[] = [];
    weights.forEach((values, layer) => {
      const [fanIn, fanOut] = [this.sizes[layer]!, this.sizes[layer + 1]!];
      const { weights: straight, transposed } = this.#layout;
      packWeights(packed, straight[layer]!, fanOut, fanIn, values, (row, column) => row * fanIn + column);
      packWeights(packed, transposed[layer]!, fanIn, fanOut, values, (row, column) => column * fanIn + row);
      const bias = biases?.[layer];
      if (bias === undefined) return;
      const largest = bias.reduce((peak, value) => Math.max(peak, Math.abs(value)), 0);
      const exponent = largest === 0 ? 0 : exponentOf(largest);
      exponents.push(exponent);
      packed.set(
        Float32Array.from(bias, (value) => scaleByPowerOfTwo(value, -exponent)),
        this.#layout.biases[layer]!,
      );
    });
    this.#biasExponents = exponents;
    this.device.queue.writeBuffer(this.#weights, 0, packed);
  }

  #tableOf(network: Network): ArrayBuffer {
    const layers = layerCount(network);
    const view = new DataView(new ArrayBuffer(layers * LAYER_BYTES));
    for (let layer = 0; layer < layers; layer += 1) {
      const { high, low, exponent } = weightScale(network.weightStd[layer]!);
      const at = layer * LAYER_BYTES;
      const bias = network.biases === null ? NO_BIAS : this.#layout.biases[layer]! / 4;
      const words = [this.sizes[layer]!, this.sizes[layer + 1]!, this.#layout.weights[layer]! / 4];
      [...words, this.#layout.transposed[layer]! / 4, bias].forEach((word, index) =>
        view.setUint32(at + 4 * index, word, true),
      );
      view.setInt32(at + 20, this.#biasExponents[layer] ?? 0, true);
      view.setInt32(at + 24, exponent, true);
      view.setFloat32(at + 28, high, true);
      view.setFloat32(at + 32, low, true);
    }
    return view.buffer;
  }

  destroy(): void {
    this.#pool.destroy();
  }
}
