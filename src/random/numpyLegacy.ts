import { Mt19937 } from "./mt19937.ts";

/**
 * NumPy's legacy generator, `np.random.RandomState(seed)` and so `np.random.seed(seed)`, draw for draw.
 *
 * Uniform numbers, and which of them a Gaussian takes, are NumPy's to the bit. The Gaussian's value passes
 * through log, which C's and JavaScript's libraries round differently now and then: with V8 and glibc 97 % of
 * draws are equal in every bit and the others lie within 3 · 2^-52 of each other (relative).
 */
export class NumpyLegacy {
  readonly #words: Mt19937;
  /** The second value of the last pair, until it is asked for. */
  #kept: number | null = null;

  /** `seed` is a whole number from 0 to 2^32 - 1, a RangeError otherwise; or words of 32 bits: `RandomState([7, 3])`. */
  constructor(seed: number | Uint32Array) {
    this.#words = typeof seed === "number" ? Mt19937.fromWord(seed) : Mt19937.fromWords(seed);
  }

  /** A number on [0, 1) with 53 bits: `random_sample()`. */
  random(): number {
    return this.#words.nextDouble();
  }

  /** low + (high - low) u: `uniform(low, high)`. */
  uniform(low: number, high: number): number {
    return low + (high - low) * this.#words.nextDouble();
  }

  /** A draw from N(0, 1): `standard_normal()`. */
  normal(): number {
    if (this.#kept !== null) {
      const value = this.#kept;
      this.#kept = null;
      return value;
    }
    const pair = new Float64Array(2);
    this.#drawPair(pair, 0);
    this.#kept = pair[1]!;
    return pair[0]!;
  }

  /** Fills `out` with draws from N(0, 1), the same as that many calls of `normal()`. */
  fillNormal(out: Float64Array): void {
    let index = 0;
    if (this.#kept !== null && out.length > 0) out[index++] = this.normal();
    for (; index + 1 < out.length; index += 2) this.#drawPair(out, index);
    if (index < out.length) out[index] = this.normal();
  }

  /** 0 to count - 1 in an order of chance: `permutation(count)`. */
  permutation(count: number): Uint32Array {
    const order = Uint32Array.from({ length: count }, (_, index) => index);
    for (let last = count - 1; last >= 1; last -= 1) {
      const place = this.#below(last);
      [order[last], order[place]] = [order[place]!, order[last]!];
    }
    return order;
  }

  /** A whole number from 0 to `most`: words cut to as many bits until one fits, as random_interval does. */
  #below(most: number): number {
    const mask = 2 ** (32 - Math.clz32(most)) - 1;
    for (;;) {
      const value = (this.#words.nextUint32() & mask) >>> 0;
      if (value <= most) return value;
    }
  }

  /**
   * f y, f x at `out[index]`, `out[index + 1]`, with f = sqrt(-2 ln(r²) / r²), (x, y) uniform in the unit disc
   * and r its distance from 0: Marsaglia's polar method, the second value first, as legacy_gauss returns them.
   */
  #drawPair(out: Float64Array, index: number): void {
    const words = this.#words;
    let x: number;
    let y: number;
    let square: number;
    do {
      x = 2 * words.nextDouble() - 1;
      y = 2 * words.nextDouble() - 1;
      square = x * x + y * y;
    } while (square >= 1 || square === 0);
    const factor = Math.sqrt((-2 * Math.log(square)) / square);
    out[index] = factor * y;
    out[index + 1] = factor * x;
  }
}
