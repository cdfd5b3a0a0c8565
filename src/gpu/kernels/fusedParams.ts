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

/** Threads of a workgroup of the columns' form: one quad. */
export const COLUMN_THREADS = 4;
