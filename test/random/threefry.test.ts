import { describe, expect, it } from "vitest";
import { threefry2x32 } from "../../src/random/threefry.ts";

/** Random123's kat_vectors, threefry2x32-20: counter, key, output. */
const KNOWN: { counter: [number, number]; key: [number, number]; words: number[] }[] = [
  { counter: [0, 0], key: [0, 0], words: [0x6b200159, 0x99ba4efe] },
  { counter: [0xffffffff, 0xffffffff], key: [0xffffffff, 0xffffffff], words: [0x1cb996fc, 0xbb002be7] },
  { counter: [0x243f6a88, 0x85a308d3], key: [0x13198a2e, 0x03707344], words: [0xc4923a9c, 0x483df7a0] },
];

describe("threefry2x32", () => {
  it.each(KNOWN)("gives Random123's words of counter $counter, key $key", ({ counter, key, words }) => {
    const out = new Int32Array(2);
    threefry2x32(...key, ...counter, out);
    expect([...new Uint32Array(out.buffer)]).toEqual(words);
  });
});
