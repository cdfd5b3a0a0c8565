import type { FanMode, Framework } from "../../model/initializer.ts";
import type { Numbers } from "../../random/drawing.ts";

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
  return keepsOutputsFirst(framework) ? [fanOut, fanIn] : [fanIn, fanOut];
}

/** Whether the framework keeps a weight as (fanOut, fanIn). */
export function keepsOutputsFirst(framework: Framework): boolean {
  return framework === "pytorch" || framework.startsWith("numpy");
}

/** (rows, columns) row-major to (columns, rows). */
export function transposed<Values extends Numbers>(values: Values, [rows, columns]: Shape): Values {
  const out = values.slice() as Values;
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) out[column * rows + row] = values[row * columns + column]!;
  }
  return out;
}
