import { Philox } from "./philox.ts";

/** A stream of an ensemble (src/model/ensemble.ts): what TensorFlow draws with seed `seed`, seed2 (network << 32) | stream. */
export function ensembleWords(seed: number, stream: number, network: number): Philox {
  return new Philox([seed, 0], [stream, network]);
}
