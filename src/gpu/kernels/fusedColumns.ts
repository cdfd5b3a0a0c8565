import code from "../../../shaders/fusedColumns.wgsl";
import subgroupsCode from "../../../shaders/fusedColumns.wgsl?subgroups";
import type { KernelSpec } from "../kernel.ts";
import { fusedParams } from "./fusedParams.ts";

/** The fused network, one thread a tile; with quadBroadcast where the device has subgroups. */
export function fusedColumns(subgroups: boolean): KernelSpec<typeof fusedParams.fields> {
  return {
    label: subgroups ? "fusedColumns with subgroups" : "fusedColumns",
    code: subgroups ? subgroupsCode : code,
    params: fusedParams,
    bindings: ["read", "read", "read", "readWrite", "readWrite", "readWrite", "readWrite"],
  };
}
