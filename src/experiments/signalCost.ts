import { networkSizes, weightCount } from "../model/network.ts";
import type { SignalCost } from "./lab.ts";
import type { SignalConfig } from "./signalConfig.ts";

/** Runs estimated to take longer than this many seconds are asked about first. */
export const ASK_SECONDS = 10;

/** Weights drawn a second: NumPy's Gaussians in JavaScript, on a slow machine. */
const DRAWS_PER_SECOND = 2e7;

/** Floating-point operations of a forward pass and of a pass there and back, products only. */
export function signalFlop({ depth, width, samples, gradientSamples }: SignalConfig): number {
  const perExample = 2 * weightCount(networkSizes({ depth, width }));
  return perExample * (samples + 2 * gradientSamples);
}

/** What a run would take at a speed of `flopPerSecond`. */
export function signalCost(config: SignalConfig, flopPerSecond: number): SignalCost {
  const flop = signalFlop(config);
  const weights = weightCount(networkSizes(config));
  const seconds = flop / flopPerSecond + weights / DRAWS_PER_SECOND;
  return { flop, weights, seconds, ask: seconds > ASK_SECONDS };
}
