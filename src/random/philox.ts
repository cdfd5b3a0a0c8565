const ROUNDS = 10;
const [FACTOR_0, FACTOR_2] = [0xd2511f53, 0xcd9e8d57];
/** What each key word grows by a round: the golden ratio's and sqrt 3's fractions. */
const [WEYL_0, WEYL_1] = [0x9e3779b9, 0xbb67ae85];

/**
 * Philox4x32-10: four words of a counter, of 128 bits, to four random words under a key of two.
 *
 * Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3", 2011. TensorFlow counts blocks in the
 * lower two words and keeps the upper two for its op seed.
 */
export class Philox {
  readonly #key0: number;
  readonly #key1: number;
  readonly #counter2: number;
  readonly #counter3: number;
  /** The four words of the last block, as signed numbers. */
  readonly words = new Int32Array(4);

  /** `key`: two words. `upper`: the counter's words 2 and 3. */
  constructor(key: readonly [number, number], upper: readonly [number, number] = [0, 0]) {
    [this.#key0, this.#key1] = key;
    [this.#counter2, this.#counter3] = upper;
  }

  /** Makes `words` of block `index`, a whole number from 0: the counter's lower two words. */
  block(index: number): void {
    this.blockOf(index, Math.floor(index / 2 ** 32));
  }

  /** Makes `words` of the counter whose words 0 and 1 are `low` and `high`. */
  blockOf(low: number, high: number): void {
    let [k0, k1] = [this.#key0, this.#key1];
    let [c0, c1] = [low | 0, high | 0];
    let c2 = this.#counter2 | 0;
    let c3 = this.#counter3 | 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      const next0 = upperProduct(c2, FACTOR_2) ^ c1 ^ k0;
      const next2 = upperProduct(c0, FACTOR_0) ^ c3 ^ k1;
      c1 = Math.imul(c2, FACTOR_2);
      c3 = Math.imul(c0, FACTOR_0);
      c0 = next0;
      c2 = next2;
      k0 = (k0 + WEYL_0) | 0;
      k1 = (k1 + WEYL_1) | 0;
    }
    const words = this.words;
    words[0] = c0;
    words[1] = c1;
    words[2] = c2;
    words[3] = c3;
  }
}

/**
 * The upper 32 bits of the product of two unsigned words, by halves, as a signed number. All in 32-bit integers: engines
 * take three times as long where a product may be a float.
 */
function upperProduct(word: number, factor: number): number {
  const low = word & 0xffff;
  const high = word >>> 16;
  const factorLow = factor & 0xffff;
  const factorHigh = factor >>> 16;
  const middle = (Math.imul(high, factorLow) + (Math.imul(low, factorLow) >>> 16)) | 0;
  const last = (Math.imul(low, factorHigh) + (middle & 0xffff)) | 0;
  return (Math.imul(high, factorHigh) + (middle >>> 16) + (last >>> 16)) | 0;
}
