import { PICTURE_EXAMPLES } from "../model/engine.ts";
import { ZERO_EXPONENT } from "../model/scaled.ts";
import type { Arena } from "./arena.ts";
import { LANES, panelBytes } from "./layout.ts";
import type { Panels } from "./panels.ts";

/** Sums of squares of each unit of each hidden layer over the first examples: sum · 2^(2 frame), (depth, units). */
export interface PictureSums {
  readonly depth: number;
  readonly units: number;
  /** Examples behind each sum. */
  readonly examples: number;
  readonly sums: Float64Array<ArrayBuffer>;
  readonly frames: Int32Array<ArrayBuffer>;
}

/** 4^-k; from the last on, 0. */
const QUARTERS = Float64Array.from({ length: 540 }, (_, k) => 4 ** -k);

/** Sums of nothing, for the hidden layers of a network. */
export function emptyPicture(sizes: readonly number[], examples: number): PictureSums {
  const hidden = sizes.slice(1, -1);
  const [depth, units] = [hidden.length, Math.max(0, ...hidden)];
  return {
    depth,
    units,
    examples: Math.min(PICTURE_EXAMPLES, examples),
    sums: new Float64Array(depth * units),
    frames: new Int32Array(depth * units).fill(ZERO_EXPONENT),
  };
}

/** Adds to hidden layer `layer`, from 1, what of the picture's examples lies in panels whose first is `firstExample`. */
export function addToPicture(
  picture: PictureSums,
  layer: number,
  arena: Arena,
  { units, values, frames }: Panels,
  firstExample: number,
  examples: number,
): void {
  const stride = panelBytes(units) / Float32Array.BYTES_PER_ELEMENT;
  const count = Math.min(picture.examples - firstExample, examples);
  for (let index = 0; index < count; index += 1) {
    const panel = Math.floor(index / LANES);
    const lane = index % LANES;
    const mantissas = arena.floats(values + panel * panelBytes(units), stride);
    const frame = arena.integers(frames, index + 1)[index]!;
    if (frame > ZERO_EXPONENT) addExample(picture, (layer - 1) * picture.units, mantissas, lane, units, frame);
  }
}

/** Adds one example's values to the sums from `first` on. */
function addExample(
  { sums, frames }: PictureSums,
  first: number,
  mantissas: Float32Array,
  lane: number,
  units: number,
  frame: number,
): void {
  for (let unit = 0; unit < units; unit += 1) {
    const mantissa = mantissas[unit * LANES + lane]!;
    if (mantissa === 0) continue;
    const at = first + unit;
    const shift = frame - frames[at]!;
    const square = mantissa * mantissa;
    if (shift > 0) {
      sums[at] = sums[at]! * (QUARTERS[shift] ?? 0) + square;
      frames[at] = frame;
    } else sums[at] = sums[at]! + square * (QUARTERS[-shift] ?? 0);
  }
}

/** log2 of each unit's root mean square, as SignalPicture has it. `sizes` are the network's. */
export function pictureOf(
  { depth, units, examples, sums, frames }: PictureSums,
  sizes: readonly number[],
): Float32Array {
  const picture = new Float32Array(depth * units).fill(NaN);
  for (let layer = 0; layer < depth; layer += 1) {
    for (let unit = 0; unit < sizes[layer + 1]!; unit += 1) {
      const at = layer * units + unit;
      picture[at] = Math.log2(sums[at]! / examples) / 2 + frames[at]!;
    }
  }
  return picture;
}
