import code from "../../../shaders/fusedColumns.wgsl";
import subgroupsCode from "../../../shaders/fusedColumns.wgsl?subgroups";
import type { KernelSpec } from "../kernel.ts";
import { UniformStruct } from "../uniforms.ts";

/** What the fused kernels are told. */
export const fusedParams = new UniformStruct({
  layers: "u32",
  first_step: "u32",
  end_step: "u32",
  first_tile: "u32",
  batch_tiles: "u32",
  forward_tiles: "u32",
  gradient_tiles: "u32",
  forward_examples: "u32",
  gradient_examples: "u32",
  slot_units: "u32",
  input_units: "u32",
  output_units: "u32",
  target_start: "u32",
  histogram_layer: "u32",
} as const);

/** The fused network, one thread a tile; with quadBroadcast where the device has subgroups. */
export function fusedColumns(subgroups: boolean): KernelSpec<typeof fusedParams.fields> {
  return {
    label: subgroups ? "fusedColumns with subgroups" : "fusedColumns",
    code: subgroups ? subgroupsCode : code,
    params: fusedParams,
    bindings: ["read", "read", "read", "readWrite", "readWrite", "readWrite", "readWrite"],
  };
}

/** Threads of a workgroup: one quad. */
export const COLUMN_THREADS = 4;
