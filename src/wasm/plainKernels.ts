// oxlint-disable-next-line import/default -- The plugin makes the default export.
import bytes from "./assembly/index.ts?wasm";

/** The kernels, for any engine with SIMD. */
export const plainKernels: Uint8Array<ArrayBuffer> = bytes;
