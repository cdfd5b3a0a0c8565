import type { FanMode, Framework } from "../../model/initializer.ts";

/** Units before and after a dense layer. */
export interface Fans {
  readonly fanIn: number;
  readonly fanOut: number;
}

/** Rows and columns of a weight as its framework keeps it. */
export type Shape = readonly [rows: number, columns: number];

/** Units before the layer, after it, or the mean of both. */
export function fanOf(mode: FanMode, { fanIn, fanOut }: Fans): number {
  if (mode === "fan_avg") return (fanIn + fanOut) / 2;
  return mode === "fan_in" ? fanIn : fanOut;
}

/** (fanOut, fanIn) in PyTorch and NumPy, as in the notebook; (fanIn, fanOut) in TensorFlow, Keras and JAX. */
export function shapeOf(framework: Framework, { fanIn, fanOut }: Fans): Shape {
  const outputsFirst = framework === "pytorch" || framework.startsWith("numpy");
  return outputsFirst ? [fanOut, fanIn] : [fanIn, fanOut];
}
