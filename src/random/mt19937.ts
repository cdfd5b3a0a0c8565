const WORDS = 624;
const SHIFT = 397;
const UPPER_BIT = 0x80000000 | 0;
const LOWER_BITS = 0x7fffffff;
const TWIST = 0x9908b0df | 0;

/**
 * MT19937, the Mersenne Twister of 32-bit words: x[k + 624] = x[k + 397] ⊕ (x[k]'s upper bit | x[k + 1]'s lower bits) A.
 *
 * Matsumoto and Nishimura 1998, with the seeding of their 2002 revision. It is the source of NumPy's
 * legacy generator, of Python's `random` and of PyTorch's CPU generator, which differ in how they seed it
 * and in what they make of its words.
 */
export class Mt19937 {
  readonly #state: Int32Array;
  #next = WORDS;

  private constructor(state: Int32Array) {
    this.#state = state;
  }

  /** init_genrand: the state from one 32-bit word, a whole number from 0 to 2^32 - 1; a RangeError otherwise. */
  static fromWord(seed: number): Mt19937 {
    if (!Number.isInteger(seed) || seed < 0 || seed > 0xffffffff) {
      throw new RangeError(`The seed must be a whole number from 0 to 4294967295; it is ${seed}.`);
    }
    return new Mt19937(stateFromWord(seed));
  }

  /**
   * init_by_array: the state from one or more 32-bit words, which are mixed in turn into the state of a fixed word.
   * A RangeError where there are none.
   */
  static fromWords(key: Uint32Array): Mt19937 {
    if (key.length === 0) throw new RangeError("MT19937 needs at least one word of seed; there are none.");
    const state = stateFromWord(19650218);
    let index = 1;
    for (let step = 0; step < Math.max(WORDS, key.length); step += 1) {
      const position = step % key.length;
      state[index] = (state[index]! ^ mixed(state[index - 1]!, 1664525)) + key[position]! + position;
      index = advanced(index, state);
    }
    for (let step = 1; step < WORDS; step += 1) {
      state[index] = (state[index]! ^ mixed(state[index - 1]!, 1566083941)) - index;
      index = advanced(index, state);
    }
    state[0] = UPPER_BIT;
    return new Mt19937(state);
  }

  /** The next word, 0 to 2^32 - 1. */
  nextUint32(): number {
    return this.nextInt32() >>> 0;
  }

  /** The next word's bits as a signed number: V8 keeps these out of the heap, so hot loops use them. */
  nextInt32(): number {
    if (this.#next === WORDS) this.#regenerate();
    let word = this.#state[this.#next++]!;
    word ^= word >>> 11;
    word ^= (word << 7) & 0x9d2c5680;
    word ^= (word << 15) & 0xefc60000;
    return word ^ (word >>> 18);
  }

  /** (a · 2^26 + b) / 2^53 on [0, 1), from the upper 27 and 26 bits of two words: genrand_res53. */
  nextDouble(): number {
    const high = this.nextInt32() >>> 5;
    const low = this.nextInt32() >>> 6;
    return (high * 67108864 + low) * 2 ** -53;
  }

  /** Makes the next 624 words of the recurrence, over the old ones. */
  #regenerate(): void {
    const state = this.#state;
    for (let index = 0; index < WORDS - SHIFT; index += 1) {
      state[index] = state[index + SHIFT]! ^ twisted(state[index]!, state[index + 1]!);
    }
    for (let index = WORDS - SHIFT; index < WORDS - 1; index += 1) {
      state[index] = state[index + SHIFT - WORDS]! ^ twisted(state[index]!, state[index + 1]!);
    }
    state[WORDS - 1] = state[SHIFT - 1]! ^ twisted(state[WORDS - 1]!, state[0]!);
    this.#next = 0;
  }
}

/** init_genrand: x[k] = 1812433253 (x[k - 1] ⊕ x[k - 1] >> 30) + k. */
function stateFromWord(seed: number): Int32Array {
  const state = new Int32Array(WORDS);
  state[0] = seed;
  for (let index = 1; index < WORDS; index += 1) state[index] = mixed(state[index - 1]!, 1812433253) + index;
  return state;
}

/** factor (word ⊕ word >> 30), in 32 bits. */
function mixed(word: number, factor: number): number {
  return Math.imul(word ^ (word >>> 30), factor);
}

/** The next place of the state, from the last back to the second: the first takes over the last. */
function advanced(index: number, state: Int32Array): number {
  if (index + 1 < WORDS) return index + 1;
  state[0] = state[WORDS - 1]!;
  return 1;
}

/** (upper bit of one word | lower bits of the next) times the matrix A. */
function twisted(word: number, following: number): number {
  const joined = (word & UPPER_BIT) | (following & LOWER_BITS);
  return (joined >>> 1) ^ (-(joined & 1) & TWIST);
}
