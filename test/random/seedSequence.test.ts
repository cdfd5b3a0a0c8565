import { describe, expect, it } from "vitest";
import { seedSequenceState } from "../../src/random/seedSequence.ts";

/** NumPy 2.4.6: SeedSequence(entropy).generate_state(8). */
const KNOWN = [
  {
    entropy: 0n,
    words: [0xb0f478be, 0xdb2cd7e7, 0x2c71ba49, 0xabf4641a, 0x9d7b8d41, 0x20c6ed6d, 0x223c39d4, 0x2c4099de],
  },
  {
    entropy: 1n,
    words: [0x6d6791ff, 0x672d8ee5, 0x4eb1072c, 0x8ae19ca1, 0x1322fc4a, 0x4915796d, 0xaba049bd, 0xd0cc2bdc],
  },
  {
    entropy: 2n ** 32n,
    words: [0xec53f444, 0x50ff846c, 0xe8278562, 0x7a4918db, 0x362e2b19, 0x3bff9f6c, 0x9a0654e3, 0xbdb17753],
  },
  {
    // Six words: more than the pool holds.
    entropy: 2n ** 160n + 12345n,
    words: [0xe111b654, 0x9eead6e6, 0xd2414232, 0xda2b59aa, 0xcdf4c071, 0x02ea6376, 0x5d819752, 0xc9e75686],
  },
];

describe("seedSequenceState", () => {
  it.each(KNOWN)("hashes $entropy as NumPy does", ({ entropy, words }) => {
    expect([...seedSequenceState(entropy, 8)]).toEqual(words);
  });
});
