import code from "../../../shaders/fusedTiles.wgsl";
import type { KernelSpec } from "../kernel.ts";
import { fusedParams } from "./fusedParams.ts";

/** The fused network, one workgroup a tile. */
export const fusedTiles: KernelSpec<typeof fusedParams.fields> = {
  label: "fusedTiles",
  code,
  params: fusedParams,
  bindings: ["read", "read", "read", "readWrite", "readWrite", "readWrite", "readWrite"],
};
