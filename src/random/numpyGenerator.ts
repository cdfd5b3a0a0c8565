import { Pcg64 } from "./pcg64.ts";
import { checkedSeed, type Seed } from "./seed.ts";
import { seedSequenceState } from "./seedSequence.ts";
import { TAIL_START, ziggurat, type Ziggurat } from "./ziggurat.ts";

const INVERSE_TAIL_START = 0.27366123732975828;

/**
 * NumPy's `np.random.default_rng(seed)`, draw for draw: SeedSequence, PCG64, and the ziggurat for Gaussians.
 *
 * Uniform numbers are NumPy's to the bit. So is a Gaussian unless it lies in the tail, beyond 3.654 (one in 3,900):
 * those pass through log1p, which C's and JavaScript's libraries round differently now and then.
 */
export class NumpyGenerator {
  readonly #bits: Pcg64;
  readonly #layers: Ziggurat = ziggurat();

  /** `seed` is a whole number of 0 or more, of any size; a RangeError otherwise. */
  constructor(seed: Seed) {
    const entropy = checkedSeed(seed, { owner: "NumPy's default_rng", low: 0n, high: null });
    this.#bits = Pcg64.fromWords(seedSequenceState(entropy, 8));
  }

  /** A number on [0, 1) with 53 bits: `random()`. */
  random(): number {
    return this.#bits.nextDouble();
  }

  /** low + (high - low) u: `uniform(low, high)`. */
  uniform(low: number, high: number): number {
    return low + (high - low) * this.random();
  }

  /** Fills `out` with draws from N(0, 1), the same as that many calls of `normal()`. */
  fillNormal(out: Float64Array): void {
    for (let index = 0; index < out.length; index += 1) out[index] = this.normal();
  }

  /** A draw from N(0, 1): `standard_normal()`. */
  normal(): number {
    const bits = this.#bits;
    const { inside, scale, density } = this.#layers;
    for (;;) {
      bits.next();
      // From the lowest: 8 bits of layer, one of sign, 52 of position.
      const layer = bits.low & 0xff;
      const position = (bits.high & 0x1fffffff) * 2 ** 23 + (bits.low >>> 9);
      const magnitude = position * scale[layer]!;
      const value = bits.low & 0x100 ? -magnitude : magnitude;
      if (position < inside[layer]!) return value;
      if (layer === 0) return this.#tail((bits.low & 0x20000) !== 0);
      const [top, bottom] = [density[layer - 1]!, density[layer]!];
      if ((top - bottom) * this.random() + bottom < Math.exp(-0.5 * value * value)) return value;
    }
  }

  /** A draw from beyond the lowest layer: exponential numbers until one lies under the curve (Marsaglia 1964). */
  #tail(negative: boolean): number {
    for (;;) {
      const beyond = -INVERSE_TAIL_START * Math.log1p(-this.random());
      const height = -Math.log1p(-this.random());
      if (height + height > beyond * beyond) return negative ? -(TAIL_START + beyond) : TAIL_START + beyond;
    }
  }
}
