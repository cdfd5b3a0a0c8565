import type { PeerName } from "../../bench/benchMachine.ts";

/** A library that can be loaded beside ours. */
export interface Peer {
  readonly name: PeerName;
  /** Megabytes that loading it transfers. */
  readonly megabytes: number;
}

export const PEERS: readonly Peer[] = [
  { name: "tfjs", megabytes: 0.3 },
  { name: "tfjs-wasm", megabytes: 0.5 },
  { name: "jax-js", megabytes: 0.1 },
  { name: "onnxruntime-web", megabytes: 6 },
];
