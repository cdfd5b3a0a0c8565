import type { Histogram, LayerStatistics } from "../model/engine.ts";
import { type Scaled, ZERO_EXPONENT, addScaled, scaleByPowerOfTwo, scaled } from "../model/scaled.ts";
import { LANES, panelBytes } from "./layout.ts";
import type { KeptValues } from "./task.ts";

/** The bins reach this many standard deviations to either side of the mean. */
const REACH = 4;

/** Counts a layer's values in equal bins over mean ± 4 std. */
export class HistogramCounter {
  readonly #low: Scaled;
  readonly #high: Scaled;
  /** Both ends are over 2^frame. */
  readonly #frame: number;
  readonly #from: number;
  readonly #to: number;
  /** Bins, then below, above and zeros. */
  readonly #counts: Float64Array;

  constructor(
    readonly layer: number,
    { mean, std }: LayerStatistics,
    readonly bins: number,
  ) {
    if (!Number.isInteger(bins) || bins < 1) {
      throw new RangeError(`bins must be a whole number from 1; it is ${bins}`);
    }
    this.#low = addScaled(mean, scaled(-REACH * std.mantissa, std.exponent));
    this.#high = addScaled(mean, scaled(REACH * std.mantissa, std.exponent));
    const inUse = [this.#low, this.#high].filter(({ mantissa }) => mantissa !== 0);
    this.#frame = inUse.length === 0 ? 0 : Math.max(...inUse.map(({ exponent }) => exponent));
    this.#from = scaleByPowerOfTwo(this.#low.mantissa, this.#low.exponent - this.#frame);
    this.#to = scaleByPowerOfTwo(this.#high.mantissa, this.#high.exponent - this.#frame);
    this.#counts = new Float64Array(bins + 3);
  }

  /** Counts every value. */
  add({ units, examples, values, frames }: KeptValues): void {
    const stride = panelBytes(units) / Float32Array.BYTES_PER_ELEMENT;
    for (let example = 0; example < examples; example += 1) {
      const first = Math.floor(example / LANES) * stride + (example % LANES);
      const frame = frames[example]!;
      // Normalised values have one bit before the point: the factor alone leaves float64 where all values would.
      const factor = frame <= ZERO_EXPONENT ? 0 : scaleByPowerOfTwo(1, frame - this.#frame);
      this.#addExample(values, first, units, factor);
    }
  }

  #addExample(values: Float32Array, first: number, units: number, factor: number): void {
    const counts = this.#counts;
    const bins = this.bins;
    const width = this.#to - this.#from;
    for (let unit = 0, at = first; unit < units; unit += 1, at += LANES) {
      const mantissa = values[at]!;
      const value = mantissa * factor;
      let bin = bins + 2;
      if (mantissa !== 0) {
        if (value < this.#from) bin = bins;
        else if (value > this.#to) bin = bins + 1;
        // The last bin holds its upper end; where all values are equal, the middle bin holds them.
        else bin = Math.min(bins - 1, Math.floor(width === 0 ? bins / 2 : ((value - this.#from) / width) * bins));
      }
      counts[bin] = counts[bin]! + 1;
    }
  }

  result(): Histogram {
    const { bins, layer } = this;
    const [below, above, zeros] = this.#counts.subarray(bins);
    return {
      layer,
      low: this.#low,
      high: this.#high,
      counts: [...this.#counts.subarray(0, bins)],
      below: below!,
      above: above!,
      zeros: zeros!,
    };
  }
}
