import type { LayerParameters } from "../../model/training.ts";
import { transposed } from "../initializers/fans.ts";
import { formatShape } from "../weights/numpyFormat.ts";
import type { SavedArray, SavedArrays } from "../weights/savedArrays.ts";

/**
 * W1 (in, out), b1 (out,), W2 ... as (fanOut, fanIn) and (fanOut) of a network of these sizes, in numbers that float32
 * holds. A RangeError of one sentence where an array is missing, left over, of another shape, or not finite in float32.
 */
export function startFromArrays(arrays: SavedArrays, sizes: readonly number[]): LayerParameters[] {
  const layers = sizes.slice(1).map((fanOut, index) => {
    const fanIn = sizes[index]!;
    const weight = arrayOf(arrays, `W${index + 1}`, [fanIn, fanOut], sizes);
    const bias = arrayOf(arrays, `b${index + 1}`, [fanOut], sizes);
    return { weight: Float32Array.from(transposed(weight, [fanIn, fanOut])), bias: Float32Array.from(bias) };
  });
  const more = Object.keys(arrays).find((name) => /^[Wb]\d+$/.test(name) && Number(name.slice(1)) > layers.length);
  if (more !== undefined) {
    throw new RangeError(
      `It holds ${more}, but layers ${sizes.join()} make ${layers.length}: give --layers as the file has them.`,
    );
  }
  return layers;
}

function arrayOf(
  arrays: SavedArrays,
  name: string,
  shape: readonly number[],
  sizes: readonly number[],
): SavedArray["values"] {
  const wanted = `layers ${sizes.join()} want ${name} of the shape ${formatShape(shape)}`;
  const array = Object.hasOwn(arrays, name) ? arrays[name]! : null;
  if (array === null) {
    const held = Object.keys(arrays).join(", ");
    throw new RangeError(`It has no ${name}, but ${held}: ${wanted}, and so on for each layer.`);
  }
  if (array.shape.join() !== shape.join()) {
    throw new RangeError(`Its ${name} has the shape ${formatShape(array.shape)}, but ${wanted}.`);
  }
  const place = array.values.findIndex((value) => !Number.isFinite(Math.fround(value)));
  if (place >= 0) {
    throw new RangeError(`Its ${name} holds ${array.values[place]}: every number must be a finite float32.`);
  }
  return array.values;
}
