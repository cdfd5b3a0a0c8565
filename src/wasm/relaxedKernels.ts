// oxlint-disable-next-line import/default -- The plugin makes the default export.
import bytes from "./assembly/index.ts?wasm&relaxed";

/** The kernels, for engines with relaxed SIMD. */
export const relaxedKernels: Uint8Array<ArrayBuffer> = bytes;
