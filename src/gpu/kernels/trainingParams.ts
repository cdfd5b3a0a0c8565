import { UniformStruct } from "../uniforms.ts";

/** What the kernels of a fused training are told, see shaders/trainingRows.wgsl. */
export const trainingParams = new UniformStruct({
  layers: "u32",
  examples: "u32",
  columns: "u32",
  gradient_rows: "u32",
  loss_row: "u32",
  array: "u32",
  copy: "u32",
  iteration: "u32",
  first_step: "u32",
  end_step: "u32",
  updates: "u32",
  first_example: "u32",
  end_example: "u32",
  logits_start: "u32",
  decay: "f32",
  blend: "f32",
  square_decay: "f32",
  square_blend: "f32",
  epsilon: "f32",
} as const);

/** Layers, data, steps, orders, parameters, scratch and results. */
export const TRAINING_BINDINGS = ["read", "read", "read", "read", "readWrite", "readWrite", "readWrite"] as const;
