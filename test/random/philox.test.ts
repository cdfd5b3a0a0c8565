import { describe, expect, it } from "vitest";
import { Philox } from "../../src/random/philox.ts";

type Pair = [number, number];

/** Random123's kat_vectors, philox4x32-10: counter words 0 to 3, key words 0 and 1, output. */
const KNOWN: { low: Pair; upper: Pair; key: Pair; words: number[] }[] = [
  { low: [0, 0], upper: [0, 0], key: [0, 0], words: [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8] },
  {
    low: [0xffffffff, 0xffffffff],
    upper: [0xffffffff, 0xffffffff],
    key: [0xffffffff, 0xffffffff],
    words: [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd],
  },
  {
    low: [0x243f6a88, 0x85a308d3],
    upper: [0x13198a2e, 0x03707344],
    key: [0xa4093822, 0x299f31d0],
    words: [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1],
  },
];

describe("Philox", () => {
  it.each(KNOWN)("gives Random123's block of counter $low $upper, key $key", ({ low, upper, key, words }) => {
    const philox = new Philox(key, upper);
    philox.blockOf(...low);
    expect([...new Uint32Array(philox.words.buffer)]).toEqual(words);
  });

  it("counts blocks beyond 2^32 in the second word", () => {
    const [counted, named] = [new Philox([1, 2], [3, 4]), new Philox([1, 2], [3, 4])];
    counted.block(5 * 2 ** 32 + 7);
    named.blockOf(7, 5);
    expect([...counted.words]).toEqual([...named.words]);
  });
});
