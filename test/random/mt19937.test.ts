import { describe, expect, it } from "vitest";
import { Mt19937 } from "../../src/random/mt19937.ts";

describe("Mt19937.fromWord", () => {
  it("gives the reference stream of the default seed", () => {
    const words = Mt19937.fromWord(5489);
    const first = Array.from({ length: 5 }, () => words.nextUint32());
    expect(first).toEqual([3499211612, 581869302, 3890346734, 3586334585, 545404204]);
    for (let count = 6; count < 10000; count += 1) words.nextUint32();
    // The check value that the C++ standard names (rand.predef).
    expect(words.nextUint32()).toBe(4123659995);
  });

  it("accepts both ends of the seeds and refuses what lies outside", () => {
    expect(Mt19937.fromWord(0).nextUint32()).toBe(2357136044);
    expect(Mt19937.fromWord(2 ** 32 - 1).nextUint32()).toBe(419326371);
    for (const seed of [-1, 2 ** 32, 0.5, NaN, Infinity]) {
      expect(() => Mt19937.fromWord(seed)).toThrow(RangeError);
    }
  });
});

describe("Mt19937.fromWords", () => {
  it("gives the reference stream of init_by_array", () => {
    // mt19937ar.out, Matsumoto and Nishimura 2002.
    const words = Mt19937.fromWords(Uint32Array.of(0x123, 0x234, 0x345, 0x456));
    const first = Array.from({ length: 5 }, () => words.nextUint32());
    expect(first).toEqual([1067595299, 955945823, 477289528, 4107218783, 4228976476]);
  });

  it("takes more words than the state has, and refuses none", () => {
    // Python: random.Random(int.from_bytes(b"\x07" * 4000)).getrandbits(32).
    expect(Mt19937.fromWords(new Uint32Array(1000).fill(0x07070707)).nextUint32()).toBe(2861574451);
    expect(() => Mt19937.fromWords(new Uint32Array(0))).toThrow(RangeError);
  });
});
