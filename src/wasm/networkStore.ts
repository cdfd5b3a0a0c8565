import type { Arena } from "./arena.ts";
import { LANES, weightBytes } from "./layout.ts";
import { packTiles, peakExponent } from "./weights.ts";

/** One layer's weights and biases in memory; both are over a power of two that keeps float32 in range. */
export interface StoredLayer {
  readonly fanIn: number;
  readonly fanOut: number;
  readonly weight: number;
  readonly weightExponent: number;
  /** Null where every bias is zero. */
  readonly bias: { readonly at: number; readonly exponent: number } | null;
}

/** A layer's numbers as they come: unit weights (fanOut, fanIn) row-major, and biases or null. */
export interface LayerNumbers {
  readonly weight: Float64Array;
  readonly bias: Float64Array | null;
}

/** The weights and biases of networks of these sizes, in float32; new numbers take the place of the old. */
export class NetworkStore {
  readonly #layers: StoredLayer[] = [];
  readonly #biases: number[] = [];

  constructor(
    readonly arena: Arena,
    readonly sizes: readonly number[],
  ) {
    for (let index = 0; index + 1 < sizes.length; index += 1) {
      const [fanIn, fanOut] = [sizes[index]!, sizes[index + 1]!];
      const weight = arena.take(weightBytes(fanOut, fanIn));
      this.#layers.push({ fanIn, fanOut, weight, weightExponent: 0, bias: null });
      this.#biases.push(arena.take(biasBytes(fanOut)));
    }
  }

  /** Layer `index` of weights, from 0. */
  layer(index: number): StoredLayer {
    return this.#layers[index]!;
  }

  load(index: number, { weight, bias }: LayerNumbers): void {
    const layer = this.#layers[index]!;
    const weightExponent = peakExponent(weight);
    const { fanIn, fanOut } = layer;
    const tiles = this.arena.floats(layer.weight, weightBytes(fanOut, fanIn) / Float32Array.BYTES_PER_ELEMENT);
    packTiles(tiles, weight, fanOut, fanIn, weightExponent);
    this.#layers[index] = { ...layer, weightExponent, bias: bias && this.#loadBias(index, bias) };
  }

  #loadBias(index: number, bias: Float64Array): StoredLayer["bias"] {
    const at = this.#biases[index]!;
    const exponent = peakExponent(bias);
    const factor = 2 ** -exponent;
    this.arena.floats(at, biasBytes(bias.length) / Float32Array.BYTES_PER_ELEMENT).fill(0);
    this.arena.floats(at, bias.length).set(bias.map((value) => value * factor));
    return { at, exponent };
  }
}

/** A bias a row, to whole tiles. */
export function biasBytes(fanOut: number): number {
  return Math.ceil(fanOut / LANES) * LANES * Float32Array.BYTES_PER_ELEMENT;
}

/** The bytes that a store takes, but for its alignment. */
export function storeBytes(sizes: readonly number[]): number {
  let bytes = 0;
  for (let index = 0; index + 1 < sizes.length; index += 1) {
    bytes += weightBytes(sizes[index + 1]!, sizes[index]!) + biasBytes(sizes[index + 1]!);
  }
  return bytes;
}
