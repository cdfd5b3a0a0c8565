import type { Engine, RunOptions } from "../model/engine.ts";
import { networkOf } from "./notebookNetwork.ts";
import { signalFlop } from "./signalCost.ts";
import { DEFAULT_SIGNAL_CONFIG, type SignalConfig } from "./signalConfig.ts";
import { drawSignalNetwork } from "./signalNetwork.ts";

/** A tenth of the notebook's network: some tens of milliseconds on the slowest engine, once it is warm. */
const TRIAL: SignalConfig = {
  ...DEFAULT_SIGNAL_CONFIG,
  depth: 10,
  weightVariance: 2 / DEFAULT_SIGNAL_CONFIG.width,
  samples: 500,
  gradientSamples: 50,
};
const ROUNDS = 3;

/** Floating-point operations a second of the products in a short trial: the best of three, after one to warm up. */
export async function engineSpeed(engine: Engine, { signal }: RunOptions = {}): Promise<number> {
  // Drawn apart, so that the network in hand stays the one that is remembered.
  const { weights, inputs } = await drawSignalNetwork(TRIAL, { signal });
  const network = networkOf(TRIAL, weights);
  const gradientInputs = inputs.subarray(0, TRIAL.gradientSamples);
  let seconds = Infinity;
  for (let round = 0; round <= ROUNDS; round += 1) {
    const start = performance.now();
    await engine.signalStatistics(network, inputs, gradientInputs, { signal });
    if (round > 0) seconds = Math.min(seconds, (performance.now() - start) / 1000);
  }
  return signalFlop(TRIAL) / seconds;
}
