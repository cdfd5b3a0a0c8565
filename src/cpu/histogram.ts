import type { Histogram, LayerStatistics } from "../model/engine.ts";
import { type Scaled, type ScaledMatrix, addScaled, scaleByPowerOfTwo, scaled } from "../model/scaled.ts";

/** The bins reach this many standard deviations to either side of the mean. */
const REACH = 4;

/** Counts a layer's values in equal bins over mean ± 4 std, from statistics already known. */
export class HistogramCounter {
  readonly #layer: number;
  readonly #low: Scaled;
  readonly #high: Scaled;
  /** Both ends over 2^frame. */
  readonly #frame: number;
  readonly #from: number;
  readonly #to: number;
  readonly #counts: number[];
  #below = 0;
  #above = 0;
  #zeros = 0;

  constructor(layer: number, { mean, std }: LayerStatistics, bins: number) {
    if (!Number.isInteger(bins) || bins < 1) {
      throw new RangeError(`bins must be a whole number from 1; it is ${bins}`);
    }
    this.#layer = layer;
    this.#low = addScaled(mean, scaled(-REACH * std.mantissa, std.exponent));
    this.#high = addScaled(mean, scaled(REACH * std.mantissa, std.exponent));
    const exponents = [this.#low, this.#high].filter(({ mantissa }) => mantissa !== 0).map(({ exponent }) => exponent);
    this.#frame = exponents.length === 0 ? 0 : Math.max(...exponents);
    this.#from = scaleByPowerOfTwo(this.#low.mantissa, this.#low.exponent - this.#frame);
    this.#to = scaleByPowerOfTwo(this.#high.mantissa, this.#high.exponent - this.#frame);
    this.#counts = new Array<number>(bins).fill(0);
  }

  /** Counts every value of the matrix. */
  add({ rows, columns, mantissa, exponent }: ScaledMatrix): void {
    const shifts = exponent.map((value) => value - this.#frame);
    for (let row = 0, index = 0; row < rows; row += 1) {
      for (let column = 0; column < columns; column += 1, index += 1) {
        const value = mantissa[index]!;
        if (value === 0) this.#zeros += 1;
        else this.#count(scaleByPowerOfTwo(value, shifts[column]!));
      }
    }
  }

  result(): Histogram {
    return {
      layer: this.#layer,
      low: this.#low,
      high: this.#high,
      counts: this.#counts,
      below: this.#below,
      above: this.#above,
      zeros: this.#zeros,
    };
  }

  /** The last bin holds its upper end; where all values are equal, the middle bin holds them. */
  #count(value: number): void {
    if (value < this.#from) this.#below += 1;
    else if (value > this.#to) this.#above += 1;
    else {
      const bins = this.#counts.length;
      const width = this.#to - this.#from;
      const place = width === 0 ? bins / 2 : ((value - this.#from) / width) * bins;
      const bin = Math.min(bins - 1, Math.floor(place));
      this.#counts[bin] = this.#counts[bin]! + 1;
    }
  }
}
