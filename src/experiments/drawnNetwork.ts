import type { RunOptions } from "../model/engine.ts";
import type { Network } from "../model/network.ts";
import { networkOf } from "./notebookNetwork.ts";
import type { SignalConfig } from "./signalConfig.ts";
import { drawSignalNetwork } from "./signalNetwork.ts";
import { usesWeightVariance } from "./weightSource.ts";

/** A network and its inputs as the notebook or another framework draws them, ready for any variance and nonlinearity. */
export interface DrawnNetwork {
  /** The same weight arrays at every call, so that engines need not load them again. */
  networkOf(config: SignalConfig): Network;
  /** The first `count` inputs, the same array at every call with the same count. */
  inputs(count: number): Float64Array;
}

let latest: { readonly key: string; readonly network: DrawnNetwork } | null = null;

/** Draws the weights and inputs of a configuration; the latest is kept, so that a new variance draws nothing. */
export async function drawnNetwork(config: SignalConfig, options: RunOptions = {}): Promise<DrawnNetwork> {
  const { depth, width, seed, framework, initializer } = config;
  const samples = Math.max(config.samples, config.gradientSamples);
  const key = [depth, width, seed, samples, framework, initializer].join();
  if (latest?.key === key) return latest.network;
  latest = null;
  const { weights, biases, inputs } = await drawSignalNetwork({ ...config, samples }, options);
  const views = new Map<number, Float64Array>();
  const network: DrawnNetwork = {
    networkOf: (own) => {
      const scaled = usesWeightVariance(own) ? own : { ...own, weightVariance: 1 };
      return { ...networkOf(scaled, weights), biases };
    },
    inputs(count) {
      const view = views.get(count) ?? inputs.subarray(0, count);
      views.set(count, view);
      return view;
    },
  };
  latest = { key, network };
  return network;
}
