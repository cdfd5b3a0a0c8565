// The kernels of the WebAssembly engine. They hold no memory of their own: TypeScript places every matrix from
// heapBase on, and says where it lies.

export { activate } from "./activate.ts";
export { addBias } from "./addBias.ts";
export { affine } from "./affine.ts";
export { finishPanels } from "./finishPanels.ts";
export { gradActivation } from "./gradActivation.ts";
export { gradPreactivation } from "./gradPreactivation.ts";
export { addGradWeight } from "./gradWeight.ts";
export { lossGradient } from "./lossGradient.ts";
export { multiply } from "./multiply.ts";
// For no caller: what is exported is not inlined.
export { multiplyTile, multiplyTransposed } from "./tile.ts";

/** The first byte that no constant takes. */
export function heapBase(): usize {
  return __heap_base;
}
