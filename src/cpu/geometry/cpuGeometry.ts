import type { EngineInfo, RunOptions } from "../../model/engine.ts";
import type { Geometry, Jacobian, LayerGram } from "../../model/geometry.ts";
import { type Network, assertNetwork, layerCount } from "../../model/network.ts";
import { startPacer } from "../../model/pacer.ts";
import { activate } from "../activate.ts";
import { columnsOf } from "../columns.ts";
import { assertFits } from "../limits.ts";
import { STILL, examplesOf, preactivationOf } from "../passes.ts";
import { jacobianOf } from "./jacobianPass.ts";
import { layerGram } from "./layerGram.ts";

/** The float64 reference: all examples go from layer to layer together, each with its own power of two. */
export class CpuGeometry implements Geometry {
  readonly info: EngineInfo = { kind: "cpu", adapter: "float64", software: false };

  assertFits(sizes: readonly number[], examples: number): void {
    assertFits(sizes, examples);
  }

  /** Throws a RangeError where shapes do not fit each other, a LimitError where the network is too large. */
  async grams(network: Network, inputs: Float64Array, options: RunOptions = {}): Promise<LayerGram[]> {
    assertNetwork(network);
    const examples = examplesOf(network, inputs);
    assertFits(network.sizes, examples);
    const pacer = startPacer(options);
    const layers = layerCount(network);
    let activation = columnsOf(inputs, examples, 0, examples);
    const grams = [layerGram(activation)];
    for (let index = 0; index < layers; index += 1) {
      const preactivation = preactivationOf(network, index, activation, STILL);
      await pacer.pause((index + 0.5) / layers);
      grams.push(layerGram(preactivation));
      if (index < layers - 1) activation = activate(network.nonlinearity, preactivation);
      await pacer.pause((index + 1) / layers);
    }
    return grams;
  }

  /** Throws as `grams` does; `input` is one example. */
  async jacobian(network: Network, input: Float64Array, options: RunOptions = {}): Promise<Jacobian> {
    assertNetwork(network);
    const examples = examplesOf(network, input);
    if (examples !== 1) throw new RangeError(`a Jacobian is that of one input; ${examples} were given`);
    // The Jacobian of each layer is held as a batch of as many examples as there are inputs.
    assertFits(network.sizes, network.sizes[0]!);
    return jacobianOf(network, input, startPacer(options));
  }

  /** Holds nothing between runs. */
  destroy(): void {}
}
