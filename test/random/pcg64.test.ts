import { describe, expect, it } from "vitest";
import { Pcg64 } from "../../src/random/pcg64.ts";
import { seedSequenceState } from "../../src/random/seedSequence.ts";

/** The last draw's 64 bits. */
function bits({ high, low }: Pcg64): bigint {
  return (BigInt(high >>> 0) << 32n) | BigInt(low >>> 0);
}

describe("Pcg64", () => {
  it("gives the published stream of seed 42, sequence 54", () => {
    // The check program of the PCG C library, check-pcg64 (pcg-c, test-high).
    const generator = new Pcg64(42n, 54n);
    const drawn = Array.from({ length: 6 }, () => {
      generator.next();
      return bits(generator);
    });
    expect(drawn).toEqual([
      0x86b1da1d72062b68n,
      0x1304aa46c9853d39n,
      0xa3670e9e0dd50358n,
      0xf9090e529a7dae00n,
      0xc85b9fd837996f2cn,
      0x606121f8e3919196n,
    ]);
  });

  it("gives NumPy's own test stream, numpy/random/tests/data/pcg64-testset-1.csv", () => {
    const generator = Pcg64.fromWords(seedSequenceState(0xdeadbeafn, 8));
    const drawn = Array.from({ length: 1000 }, () => {
      generator.next();
      return bits(generator);
    });
    expect(drawn.slice(0, 4)).toEqual([
      0x60d24054e17a0698n,
      0xd5e79d89856e4f12n,
      0xd254972fe64bd782n,
      0xf1e3072a53c72571n,
    ]);
    expect(drawn[999]).toBe(0xa5cb380b8de10d10n);
  });

  it("follows the recurrence in whole numbers of 128 bits, at any rotation", () => {
    const multiplier = 0x2360ed051fc65da44385df649fccf645n;
    const wrapped = (value: bigint) => BigInt.asUintN(128, value);
    const sequence = 2n ** 127n + 99n;
    const increment = wrapped((sequence << 1n) | 1n);
    let state = wrapped((increment + 2n ** 100n) * multiplier + increment);
    const generator = new Pcg64(2n ** 100n, sequence);
    const rotations = new Set<bigint>();
    for (let count = 0; count < 2000; count += 1) {
      state = wrapped(state * multiplier + increment);
      const word = BigInt.asUintN(64, (state >> 64n) ^ state);
      const rotation = state >> 122n;
      rotations.add(rotation);
      generator.next();
      expect(bits(generator)).toBe(BigInt.asUintN(64, (word >> rotation) | (word << (64n - rotation))));
    }
    expect(rotations.size).toBe(64);
  });

  it("refuses another number of words", () => {
    expect(() => Pcg64.fromWords(new Uint32Array(4))).toThrow(RangeError);
  });
});
