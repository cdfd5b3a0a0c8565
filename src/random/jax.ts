import { assertCount, type Drawing, inPieces } from "./drawing.ts";
import { erfInvFloat } from "./erfInvFloat.ts";
import { fused } from "./fusedFloat.ts";
import { checkedSeed, type Seed } from "./seed.ts";
import { threefry2x32 } from "./threefry.ts";

const { fround } = Math;
const SQRT_2 = fround(Math.SQRT2);
/** erf(sqrt 2), which bounds the uniform numbers of the normal distribution cut at ±2. */
const ERF_SQRT_2 = fround(0.9544997361036416);
/** The float32 number above -1, the least from which a normal number is made. */
const ABOVE_MINUS_1 = -1 + 2 ** -24;
/** The float32 numbers next to ±2, inside. */
const BELOW_2 = 2 - 2 ** -23;

/**
 * How a draw spends its counters: `partitionable`, a counter of 64 bits an element and the ⊕ of its two words, is JAX's
 * default since 0.5; `legacy`, with `jax_threefry_partitionable` off, pairs the first half of the elements with the second.
 */
export type JaxLayout = "partitionable" | "legacy";

const asBits = new Int32Array(1);
const asFloat = new Float32Array(asBits.buffer);

/**
 * A JAX key of the threefry2x32 generator, and what `jax.random` draws from it, in float32. Drawing does not change a
 * key: each draw begins anew, and further numbers need `split`.
 *
 * Bits and uniform numbers on [0, 1) are JAX's on every device. Other last digits are those of XLA for CPUs, whose
 * products and sums are fused; it approximates ln(1 + x) itself, here it is the nearest float32.
 */
export class JaxKey {
  readonly words: readonly [number, number];
  readonly layout: JaxLayout;

  /** A key of two words, whole numbers from 0 to 2^32 - 1. */
  constructor(words: readonly [number, number], layout: JaxLayout = "partitionable") {
    this.words = [words[0] >>> 0, words[1] >>> 0];
    this.layout = layout;
  }

  /**
   * `jax.random.key(seed)` where 64-bit numbers are off, as by default: the low 32 bits of a whole number from -2^63 to
   * 2^63 - 1; a RangeError for others.
   */
  static fromSeed(seed: Seed, layout: JaxLayout = "partitionable"): JaxKey {
    const value = checkedSeed(seed, { owner: "JAX", low: -(2n ** 63n), high: 2n ** 63n - 1n });
    return new JaxKey([0, Number(BigInt.asUintN(32, value))], layout);
  }

  /** `jax.random.split(key, count)`. */
  split(count = 2): JaxKey[] {
    assertCount(count);
    const words = new Int32Array(2 * count);
    if (this.layout === "legacy") this.#legacyBits(words, 0, words.length);
    else for (let index = 0; index < count; index += 1) this.#block(0, index, words.subarray(2 * index));
    return Array.from(
      { length: count },
      (_, index) => new JaxKey([words[2 * index]!, words[2 * index + 1]!], this.layout),
    );
  }

  /** `jax.random.bits(key, (count,))`: words from 0 to 2^32 - 1. */
  bits(count: number): Uint32Array {
    assertCount(count);
    const out = new Int32Array(count);
    this.#fillBits(out, 0, count);
    return new Uint32Array(out.buffer);
  }

  /** `jax.random.uniform(key, (count,), minval=low, maxval=high)`: u (high - low) + low. */
  uniform(count: number, low = 0, high = 1): Drawing<Float32Array> {
    const start = fround(low);
    const width = fround(fround(high) - start);
    return this.#draw(count, (u) => Math.max(start, fused(u, width, start)));
  }

  /** `jax.random.normal(key, (count,)) * std + mean`: sqrt 2 erf^-1(u), u uniform between -1 and 1. */
  normal(count: number, mean = 0, std = 1): Drawing<Float32Array> {
    const scale = scaling(mean, std);
    return this.#draw(count, (u) => scale(SQRT_2 * erfInvFloat(Math.max(ABOVE_MINUS_1, fused(u, 2, ABOVE_MINUS_1)))));
  }

  /** `jax.random.truncated_normal(key, -2, 2, (count,)) * std + mean`: sqrt 2 erf^-1(u), u within ±erf(sqrt 2). */
  truncatedNormal(count: number, mean = 0, std = 1): Drawing<Float32Array> {
    const scale = scaling(mean, std);
    return this.#draw(count, (u) => {
      const value = fround(SQRT_2 * erfInvFloat(Math.max(-ERF_SQRT_2, fused(u, fround(2 * ERF_SQRT_2), -ERF_SQRT_2))));
      return scale(Math.min(Math.max(value, -BELOW_2), BELOW_2));
    });
  }

  /** The bits of each element as 1.m - 1, with their upper 23 bits as m, and then as `of` makes of that. */
  #draw(count: number, of: (u: number) => number): Drawing<Float32Array> {
    assertCount(count);
    const out = new Float32Array(count);
    const words = new Int32Array(out.buffer);
    return inPieces(out, (from, to) => {
      this.#fillBits(words, from, to);
      for (let index = from; index < to; index += 1) {
        asBits[0] = (words[index]! >>> 9) | 0x3f800000;
        out[index] = of(asFloat[0]! - 1);
      }
    });
  }

  /** The bits of the elements from one index to before another, of as many as `out` has. */
  #fillBits(out: Int32Array, from: number, to: number): void {
    if (this.layout === "legacy") return this.#legacyBits(out, from, to);
    const pair = new Int32Array(2);
    for (let index = from; index < to; index += 1) {
      this.#block(Math.floor(index / 2 ** 32), index, pair);
      out[index] = pair[0]! ^ pair[1]!;
    }
  }

  /** Element i of the first half and element i of the second are the two words of the counter (i, half + i). */
  #legacyBits(out: Int32Array, from: number, to: number): void {
    const half = Math.ceil(out.length / 2);
    const pair = new Int32Array(2);
    for (let index = from; index < to; index += 1) {
      const first = index % half;
      // Where the count is odd, a 0 stands in for the element that the second half lacks.
      this.#block(first, half + first < out.length ? half + first : 0, pair);
      out[index] = pair[index < half ? 0 : 1]!;
    }
  }

  #block(counter0: number, counter1: number, out: Int32Array): void {
    threefry2x32(this.words[0], this.words[1], counter0, counter1, out);
  }
}

/** z std + mean, each step in float32. */
function scaling(mean: number, std: number): (value: number) => number {
  const [factor, shift] = [fround(std), fround(mean)];
  return (value) => fround(fround(fround(value) * factor) + shift);
}
