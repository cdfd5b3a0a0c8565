import { PICTURE_EXAMPLES, type SignalPicture } from "../model/engine.ts";
import type { ScaledMatrix } from "../model/scaled.ts";

/** log2 of each unit's root mean square over the first examples, for the hidden layers of a network. */
export class PictureRows {
  readonly depth: number;
  readonly units: number;
  readonly #widths: readonly number[];
  /** log2 of the sums of squares, (depth, units); -Infinity where there is nothing but zeros. */
  readonly #sums: Float64Array;
  /** Examples added to each layer. */
  readonly #added: number[];

  constructor(sizes: readonly number[]) {
    this.#widths = sizes.slice(1, -1);
    this.depth = this.#widths.length;
    this.units = Math.max(0, ...this.#widths);
    this.#sums = new Float64Array(this.depth * this.units).fill(-Infinity);
    this.#added = this.#widths.map(() => 0);
  }

  /** Adds to hidden layer `layer`, from 1, those of a batch's examples that the picture still lacks. */
  add(layer: number, { rows, columns, mantissa, exponent }: ScaledMatrix): void {
    const index = layer - 1;
    const count = Math.min(PICTURE_EXAMPLES - this.#added[index]!, columns);
    for (let unit = 0; unit < rows; unit += 1) {
      const at = index * this.units + unit;
      for (let example = 0; example < count; example += 1) {
        const log2 = Math.log2(Math.abs(mantissa[unit * columns + example]!)) + exponent[example]!;
        this.#sums[at] = log2Sum(this.#sums[at]!, 2 * log2);
      }
    }
    this.#added[index] = this.#added[index]! + count;
  }

  /** (depth, units) as SignalPicture has them. */
  result(): Float32Array {
    const picture = new Float32Array(this.#sums.length).fill(NaN);
    this.#widths.forEach((width, index) => {
      for (let unit = 0; unit < width; unit += 1) {
        const at = index * this.units + unit;
        picture[at] = (this.#sums[at]! - Math.log2(this.#added[index]!)) / 2;
      }
    });
    return picture;
  }
}

/** The picture of both passes; null where none was asked for. */
export function pictureOf(activation: PictureRows | null, gradPreactivation: PictureRows | null): SignalPicture | null {
  if (activation === null || gradPreactivation === null) return null;
  const { depth, units } = activation;
  return { depth, units, activation: activation.result(), gradPreactivation: gradPreactivation.result() };
}

/** log2(2^a + 2^b) at any magnitude. */
function log2Sum(a: number, b: number): number {
  const largest = Math.max(a, b);
  return largest === -Infinity ? -Infinity : largest + Math.log2(1 + 2 ** (Math.min(a, b) - largest));
}
