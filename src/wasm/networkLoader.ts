import { type Network, layerCount } from "../model/network.ts";
import type { LayerNumbers } from "./networkStore.ts";
import type { Thread } from "./thread.ts";

/** Values handed over at once: enough to make messages rare, few enough to hold the thread for a few milliseconds. */
const VALUES_AT_ONCE = 2 ** 20;

/** Keeps one thread's network up to date: numbers that are already there are not sent again. */
export class NetworkLoader {
  #sizes = "";
  #loaded: Pick<Network, "weights" | "biases"> | null = null;

  constructor(readonly thread: Thread) {}

  /** Loads the network unless its arrays are those that the thread has; `pause` is called between parts. */
  async load(network: Network, pause: () => Promise<void>): Promise<void> {
    const { sizes, weights, biases } = network;
    const names = sizes.join();
    if (this.#sizes === names && this.#loaded?.weights === weights && this.#loaded.biases === biases) return;
    this.#loaded = null;
    if (this.#sizes !== names) {
      this.#sizes = "";
      await this.thread.open(sizes);
      this.#sizes = names;
    }
    for (let first = 0; first < layerCount(network);) {
      const layers = layersFrom(network, first);
      await this.thread.load(first, layers);
      first += layers.length;
      await pause();
    }
    this.#loaded = { weights, biases };
  }
}

/** As many layers from `first` on as are handed over at once, one at least. */
function layersFrom({ weights, biases }: Network, first: number): LayerNumbers[] {
  const layers: LayerNumbers[] = [];
  let values = 0;
  for (let index = first; index < weights.length; index += 1) {
    const weight = weights[index]!;
    values += weight.length;
    if (layers.length > 0 && values > VALUES_AT_ONCE) break;
    layers.push({ weight, bias: biases?.[index] ?? null });
  }
  return layers;
}
