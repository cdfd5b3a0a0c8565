import { wordsOf } from "./seed.ts";

const POOL = 4;

/** Multiplies a value by a constant that itself is multiplied at every call, and folds the product's upper half in. */
class Hash {
  #constant: number;
  readonly #factor: number;

  constructor(constant: number, factor: number) {
    this.#constant = constant;
    this.#factor = factor;
  }

  next(value: number): number {
    const started = value ^ this.#constant;
    this.#constant = Math.imul(this.#constant, this.#factor);
    return folded(Math.imul(started, this.#constant));
  }
}

/** word ⊕ word >> 16. */
function folded(word: number): number {
  return word ^ (word >>> 16);
}

/** Two words into one. */
function mixed(left: number, right: number): number {
  return folded((Math.imul(0xca01f9dd, left) - Math.imul(0x4973f715, right)) | 0);
}

/**
 * NumPy's `SeedSequence(entropy).generate_state(count)`: a pool of four words into which every word of the entropy is
 * hashed, and `count` 32-bit words hashed out of it again.
 *
 * `entropy` is a whole number of any size, not negative. The hashes are those of O'Neill's seed_seq_fe ("Developing
 * a seed_seq alternative", 2015), the constants those of numpy/random/bit_generator.pyx.
 */
export function seedSequenceState(entropy: bigint, count: number): Uint32Array {
  const words = wordsOf(entropy);
  const hash = new Hash(0x43b0d7e5, 0x931e8875);
  const pool = Int32Array.from({ length: POOL }, (_, index) => hash.next(words[index] ?? 0));
  for (let from = 0; from < POOL; from += 1) {
    for (let to = 0; to < POOL; to += 1) if (to !== from) pool[to] = mixed(pool[to]!, hash.next(pool[from]!));
  }
  for (const word of words.subarray(POOL)) {
    for (let to = 0; to < POOL; to += 1) pool[to] = mixed(pool[to]!, hash.next(word));
  }
  const output = new Hash(0x8b51f9dd, 0x58f38ded);
  return Uint32Array.from({ length: count }, (_, index) => output.next(pool[index % POOL]!));
}
