import type { PeerName } from "../../bench/benchMachine.ts";

/** A library that can be loaded beside ours. */
export interface Peer {
  readonly name: PeerName;
  /** Megabytes that loading it transfers, gzipped; from the build's own files. */
  readonly megabytes: number;
}

/** In the order of their boxes. */
export const PEERS: readonly Peer[] = [
  { name: "tfjs", megabytes: 0.11 },
  { name: "tfjs-wasm", megabytes: 0.21 },
  { name: "jax-js", megabytes: 0.09 },
  { name: "onnxruntime-web", megabytes: 6.7 },
];
