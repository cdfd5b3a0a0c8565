/** Limbs of 22 bits: sums of six products of two stay below 2^53. */
const LIMB = 2 ** 22;

/** The multiplier 0x2360ed051fc65da44385df649fccf645. */
const [M0, M1, M2, M3, M4, M5] = limbsOf(0x2360ed051fc65da44385df649fccf645n);

/**
 * PCG64 (XSL-RR 128/64): state = state · 0x2360ed05… + increment mod 2^128; a draw is the state's high half ⊕ its low
 * half, rotated right by the state's upper six bits.
 *
 * O'Neill, "PCG: a family of simple fast space-efficient statistically good algorithms", 2014.
 */
export class Pcg64 {
  readonly #state: Float64Array;
  readonly #increment: Float64Array;
  /** The upper and the lower 32 bits of the last draw, as signed numbers. */
  high = 0;
  low = 0;

  /** As PCG's `srandom(state, sequence)`, two numbers of 128 bits. */
  constructor(state: bigint, sequence: bigint) {
    const increment = (sequence << 1n) | 1n;
    this.#increment = limbsOf(increment);
    // From state 0 a step leads to the increment; the initial state is added, and a step taken.
    this.#state = limbsOf(increment + state);
    this.#step();
  }

  /** From the eight words of `SeedSequence.generate_state`, the lower of each pair first: NumPy's `PCG64(seed)`. */
  static fromWords(words: Uint32Array): Pcg64 {
    if (words.length !== 8) throw new RangeError(`PCG64 needs 8 words of seed; there are ${words.length}.`);
    const [w0, w1, w2, w3, w4, w5, w6, w7] = Array.from(words, BigInt);
    const joined = (high: bigint, next: bigint, third: bigint, low: bigint) =>
      (high << 96n) | (next << 64n) | (third << 32n) | low;
    return new Pcg64(joined(w1!, w0!, w3!, w2!), joined(w5!, w4!, w7!, w6!));
  }

  /** Draws 64 bits into `high` and `low`. */
  next(): void {
    this.#step();
    const state = this.#state;
    const [l1, l2, l4] = [state[1]!, state[2]!, state[4]!];
    const top = (l4 >>> 8) | (state[5]! << 14);
    const high = top ^ ((l1 >>> 10) | (l2 << 12));
    const low = ((l2 >>> 20) | (state[3]! << 2) | (l4 << 24)) ^ (state[0]! | (l1 << 22));
    const shift = (top >>> 26) & 31;
    const upper = top < 0 ? low : high;
    const lower = top < 0 ? high : low;
    // A shift by 32 is taken for one by 0, so the word from beyond moves by 31 and then by 1.
    this.high = (upper >>> shift) | ((lower << (31 - shift)) << 1);
    this.low = (lower >>> shift) | ((upper << (31 - shift)) << 1);
  }

  /** A number on [0, 1): the upper 53 bits of a draw. */
  nextDouble(): number {
    this.next();
    return ((this.high >>> 0) * 2097152 + (this.low >>> 11)) * 2 ** -53;
  }

  /** state · multiplier + increment, column by column. */
  #step(): void {
    const state = this.#state;
    const increment = this.#increment;
    const s0 = state[0]!;
    const s1 = state[1]!;
    const s2 = state[2]!;
    const s3 = state[3]!;
    const s4 = state[4]!;
    let sum = increment[0]! + s0 * M0!;
    let carry = Math.floor(sum / LIMB);
    state[0] = sum - carry * LIMB;
    sum = carry + increment[1]! + s0 * M1! + s1 * M0!;
    carry = Math.floor(sum / LIMB);
    state[1] = sum - carry * LIMB;
    sum = carry + increment[2]! + s0 * M2! + s1 * M1! + s2 * M0!;
    carry = Math.floor(sum / LIMB);
    state[2] = sum - carry * LIMB;
    sum = carry + increment[3]! + s0 * M3! + s1 * M2! + s2 * M1! + s3 * M0!;
    carry = Math.floor(sum / LIMB);
    state[3] = sum - carry * LIMB;
    sum = carry + increment[4]! + s0 * M4! + s1 * M3! + s2 * M2! + s3 * M1! + s4 * M0!;
    carry = Math.floor(sum / LIMB);
    state[4] = sum - carry * LIMB;
    sum = carry + increment[5]! + s0 * M5! + s1 * M4! + s2 * M3! + s3 * M2! + s4 * M1! + state[5]! * M0!;
    // The sixth limb holds the last 18 of the 128 bits.
    state[5] = sum % 2 ** 18;
  }
}

/** The six limbs of a number mod 2^128, from the lowest. */
function limbsOf(value: bigint): Float64Array {
  const wrapped = BigInt.asUintN(128, value);
  return Float64Array.from({ length: 6 }, (_, index) => Number(BigInt.asUintN(22, wrapped >> BigInt(22 * index))));
}
