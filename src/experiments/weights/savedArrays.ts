import type { Numbers } from "../../random/drawing.ts";
import { keepsOutputsFirst, transposed } from "../initializers/fans.ts";
import type { WeightsReport } from "./weights.ts";

/** An array of a file: row-major numbers and their sizes. */
export interface SavedArray {
  readonly shape: readonly number[];
  readonly values: Numbers;
}

/** Arrays by their names, in the file's order. */
export type SavedArrays = Readonly<Record<string, SavedArray>>;

/** W1 (fanIn, fanOut), b1 (fanOut,), W2, b2 ...: in this one layout, whichever framework drew them. */
export function savedArrays({ config, layers }: WeightsReport): SavedArrays {
  const outputsFirst = keepsOutputsFirst(config.framework);
  return Object.fromEntries(
    layers.flatMap(({ fanIn, fanOut, weight, bias }, index): [string, SavedArray][] => {
      const values = outputsFirst ? transposed(weight.values, [fanOut, fanIn]) : weight.values;
      return [
        [`W${index + 1}`, { shape: [fanIn, fanOut], values }],
        [`b${index + 1}`, { shape: [...bias.shape], values: bias.values }],
      ];
    }),
  );
}

/** The bytes of numbers, without a copy. */
export function bytesOf(values: Numbers): Uint8Array {
  return new Uint8Array(values.buffer as ArrayBuffer, values.byteOffset, values.byteLength);
}

/** Numbers of their bytes, with a copy: a file's bytes may start anywhere. A RangeError where their count is another. */
export function numbersOf(bytes: Uint8Array, double: boolean, shape: readonly number[], name: string): Numbers {
  const count = shape.reduce((product, size) => product * size, 1);
  const size = double ? 8 : 4;
  if (bytes.length !== count * size) {
    throw new RangeError(
      `${name} has the shape (${shape.join(", ")}), but ${bytes.length} bytes: the file is damaged.`,
    );
  }
  const { buffer } = new Uint8Array(bytes);
  return double ? new Float64Array(buffer) : new Float32Array(buffer);
}
