import { Mt19937 } from "./mt19937.ts";
import { type Seed, wordsOf } from "./seed.ts";

/**
 * Python's `random.Random(seed)` for whole numbers: MT19937 seeded with the words of |seed|, draw for draw.
 *
 * TensorFlow takes the op seeds of a global seed from it, and Keras 3 the seeds of its unseeded initializers.
 * (CPython, Modules/_randommodule.c and Lib/random.py.)
 */
export class PythonRandom {
  readonly #words: Mt19937;

  /** Any whole number, of which the sign does not count; a RangeError for any other number. */
  constructor(seed: Seed) {
    if (typeof seed === "number" && !Number.isInteger(seed)) {
      throw new RangeError(`Python's random takes a whole number as its seed here; it is ${seed}.`);
    }
    const value = BigInt(seed);
    this.#words = Mt19937.fromWords(wordsOf(value < 0n ? -value : value));
  }

  /** A number on [0, 1) with 53 bits. */
  random(): number {
    return this.#words.nextDouble();
  }

  /** `bits` random bits, 1 to 53: the upper ones of a word, the lowest word first. */
  getrandbits(bits: number): number {
    if (!Number.isInteger(bits) || bits < 1 || bits > 53) {
      throw new RangeError(`getrandbits gives 1 to 53 bits here; ${bits} were asked for.`);
    }
    if (bits <= 32) return this.#words.nextUint32() >>> (32 - bits);
    const low = this.#words.nextUint32();
    return (this.#words.nextUint32() >>> (64 - bits)) * 2 ** 32 + low;
  }

  /** A whole number from `low` to below `high`; numbers of as many bits as the width are drawn until one is below it. */
  randrange(low: number, high: number): number {
    const width = high - low;
    if (!Number.isSafeInteger(low) || !Number.isSafeInteger(high) || width < 1 || width > Number.MAX_SAFE_INTEGER) {
      throw new RangeError(`randrange needs whole numbers, the lower first; they are ${low} and ${high}.`);
    }
    const bits = width.toString(2).length;
    let drawn: number;
    do {
      drawn = this.getrandbits(bits);
    } while (drawn >= width);
    return low + drawn;
  }

  /** A whole number from `low` to `high`, both included. */
  randint(low: number, high: number): number {
    return this.randrange(low, high + 1);
  }
}
