import erf from "@stdlib/math-base-special-erf";
import { cosSinFloat, logFloat } from "./cephesFloat.ts";
import { assertCount, type Drawing, halfOf, inPieces } from "./drawing.ts";
import { fused } from "./fusedFloat.ts";
import { inverseErf } from "./inverseErf.ts";
import { Mt19937 } from "./mt19937.ts";
import { checkedSeed, type Seed } from "./seed.ts";

const { fround } = Math;
const BLOCK = 16;
const HALF_BLOCK = 8;
const TWO_PI = fround(2 * Math.PI);

/**
 * PyTorch's CPU generator after `torch.manual_seed(seed)`, float32, draw for draw.
 *
 * Which words a draw takes is PyTorch's on every machine. The last digits are those of its builds for x86-64 Linux,
 * whose products and sums are fused; builds that round twice (Windows, Intel Macs) differ in the last bit
 * now and then, and so do those without AVX2 in `normal` of 16 numbers or more.
 */
export class PytorchRandom {
  readonly #words: Mt19937;
  /** The second normal number of the last pair of a short draw, until the next short draw. */
  #kept: number | null = null;

  /** `seed` is a whole number from -2^63 to 2^64 - 1, of which the low 32 bits count; a RangeError otherwise. */
  constructor(seed: Seed) {
    const value = checkedSeed(seed, { owner: "PyTorch", low: -(2n ** 63n), high: 2n ** 64n - 1n });
    this.#words = Mt19937.fromWord(Number(BigInt.asUintN(32, value)));
  }

  /** `torch.empty(count).uniform_(low, high)`: u (high - low) + low; `torch.rand(count)` without bounds. */
  uniform(count: number, low = 0, high = 1): Drawing<Float32Array> {
    assertCount(count);
    const out = new Float32Array(count);
    const start = fround(low);
    const width = fround(fround(high) - start);
    return inPieces(out, (from, to) => {
      for (let index = from; index < to; index += 1) out[index] = fused(this.#nextFloat(), width, start);
    });
  }

  /** `torch.empty(count).normal_(mean, std)`; `torch.randn(count)` without them. */
  normal(count: number, mean = 0, std = 1): Drawing<Float32Array> {
    assertCount(count);
    const out = new Float32Array(count);
    return count < BLOCK ? this.#shortNormal(out, mean, std) : this.#blockNormal(out, fround(mean), fround(std));
  }

  /**
   * `torch.nn.init.trunc_normal_(torch.empty(count), mean, std, low, high)` up to PyTorch 2.11 (later releases redraw
   * normals instead): sqrt 2 erf^-1(u) std + mean, u uniform
   * between the error functions of the bounds, then clamped to them. The bounds are absolute, not multiples of std.
   *
   * erf^-1 is the nearest float32; PyTorch takes it from Intel's MKL, which may differ by one unit of the last place.
   */
  *truncatedNormal(count: number, mean = 0, std = 1, low = -2, high = 2): Drawing<Float32Array> {
    const out = yield* this.uniform(count, bound(low, mean, std), bound(high, mean, std));
    const [factor, shift] = [fround(std * Math.SQRT2), fround(mean)];
    const [least, most] = [fround(low), fround(high)];
    for (let index = 0; index < count; index += 1) {
      const value = fround(fround(fround(inverseErf(out[index]!)) * factor) + shift);
      out[index] = Math.min(Math.max(value, least), most);
    }
    return out;
  }

  /** `torch.randperm(count)`: the whole numbers below `count`, shuffled from the first on. */
  randperm(count: number): Int32Array {
    const order = Int32Array.from({ length: count }, (_, index) => index);
    for (let index = 0; index + 1 < count; index += 1) {
      const other = index + (this.#words.nextUint32() % (count - index));
      [order[index], order[other]] = [order[other]!, order[index]!];
    }
    return order;
  }

  /** The low 24 bits of a word, / 2^24. */
  #nextFloat(): number {
    return (this.#words.nextInt32() & 0xffffff) * 2 ** -24;
  }

  /** The low 53 bits of two words, the upper one first, / 2^53. */
  #nextDouble(): number {
    const high = this.#words.nextInt32() & 0x1fffff;
    return (high * 2 ** 32 + this.#words.nextUint32()) * 2 ** -53;
  }

  /** Fewer than 16: pairs in float64, each value rounded once. r cos θ, r sin θ, r = sqrt(-2 ln(1 - u₂)), θ = 2π u₁. */
  *#shortNormal(out: Float32Array, mean: number, std: number): Drawing<Float32Array> {
    for (let index = 0; index < out.length; index += 1) {
      let value = this.#kept;
      this.#kept = null;
      if (value === null) {
        const angle = 2 * Math.PI * this.#nextDouble();
        const radius = Math.sqrt(-2 * Math.log1p(-this.#nextDouble()));
        value = radius * Math.cos(angle);
        this.#kept = radius * Math.sin(angle);
      }
      out[index] = value * std + mean;
    }
    yield out.length;
    return out;
  }

  /** 16 or more: uniform numbers first, then blocks of 16; a rest of less is drawn again with what stands before it. */
  *#blockNormal(out: Float32Array, mean: number, std: number): Drawing<Float32Array> {
    const whole = out.length - (out.length % BLOCK);
    yield* halfOf(
      0,
      inPieces(out.subarray(0, whole), (from, to) => this.#fillUniform(out.subarray(from, to))),
    );
    if (whole < out.length) {
      // The rest's own uniform numbers are drawn and never used.
      this.#fillUniform(out.subarray(whole));
    }
    const pair = new Float32Array(2);
    const transformed = inPieces(out.subarray(0, whole), (from, to) => {
      for (let index = from; index < to; index += BLOCK)
        transformBlock(out.subarray(index, index + BLOCK), mean, std, pair);
    });
    yield* halfOf(whole, transformed);
    if (whole < out.length) {
      const last = out.subarray(out.length - BLOCK);
      this.#fillUniform(last);
      transformBlock(last, mean, std, pair);
    }
    return out;
  }

  #fillUniform(out: Float32Array): void {
    for (let index = 0; index < out.length; index += 1) out[index] = this.#nextFloat();
  }
}

/** Uniform numbers j and j + 8 to r cos θ and r sin θ, r = sqrt(-2 ln(1 - u_j)), θ = 2π u_(j + 8), j from 0 to 7. */
function transformBlock(block: Float32Array, mean: number, std: number, pair: Float32Array): void {
  for (let index = 0; index < HALF_BLOCK; index += 1) {
    const radius = fround(Math.sqrt(fround(-2 * logFloat(1 - block[index]!))));
    cosSinFloat(fround(TWO_PI * block[index + HALF_BLOCK]!), pair);
    block[index] = fused(fround(radius * pair[0]!), std, mean);
    block[index + HALF_BLOCK] = fused(fround(radius * pair[1]!), std, mean);
  }
}

/** 2 Φ((x - mean) / std) - 1, in float64. */
function bound(x: number, mean: number, std: number): number {
  return 2 * ((1 + erf((x - mean) / std / Math.SQRT2)) / 2) - 1;
}
