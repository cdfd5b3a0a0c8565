import { expect, test } from "vitest";
import { GpuError } from "../../src/gpu/errors.ts";
import { packedBytes, unpackStatistics } from "../../src/gpu/packedStatistics.ts";

/** What shaders/statistics.wgsl writes for a layer, word by word. */
function pack(rows: readonly { mean: number; variance: number; exponent: number }[]): ArrayBuffer {
  const bytes = new ArrayBuffer(packedBytes(rows.length));
  const words = new Uint32Array(bytes);
  const floats = new Float32Array(1);
  const bitsOf = (value: number): number => {
    floats[0] = value;
    return new Uint32Array(floats.buffer)[0]!;
  };
  rows.forEach(({ mean, variance, exponent }, row) => {
    words[2 * row] = (bitsOf(mean) & 0xbfffffff) | (((exponent >> 18) & 1) << 30);
    words[2 * row + 1] = (bitsOf(variance / 4) & 0x3fffffff) | (((exponent >> 16) & 3) << 30);
    words[2 * rows.length + (row >> 1)]! |= (exponent & 0xffff) << (16 * (row & 1));
  });
  return bytes;
}

test("ten bytes hold a layer's statistics to the last bit, and its exponent to 19 bits", () => {
  const rows = [
    { mean: 1.25, variance: 3.5, exponent: 0 },
    { mean: -1.75, variance: 2 ** -40, exponent: -1 },
    { mean: 2 ** -30, variance: 1, exponent: 262142 },
    { mean: -0.5, variance: 0.25, exponent: -262143 },
    { mean: Math.fround(1 / 3), variance: Math.fround(2 / 3), exponent: 65536 + 7 },
  ];
  const bytes = pack(rows);
  expect(bytes.byteLength).toBe(5 * 8 + 3 * 4);
  rows.forEach(({ mean, variance, exponent }, row) => {
    const found = unpackStatistics(bytes, rows.length, row);
    expect(found.peakExponent).toBe(exponent);
    expect(found.mean.mantissa * 2 ** (found.mean.exponent - exponent)).toBe(mean);
    expect(found.std.mantissa * 2 ** (found.std.exponent - exponent)).toBe(Math.sqrt(variance));
  });
});

test("a layer of zeros has no peak, and one that is not finite throws", () => {
  const bytes = pack([
    { mean: 0, variance: 0, exponent: -262144 },
    { mean: 0, variance: 0, exponent: 262143 },
  ]);
  expect(unpackStatistics(bytes, 2, 0)).toEqual({
    mean: { mantissa: 0, exponent: 0 },
    std: { mantissa: 0, exponent: 0 },
    peakExponent: null,
  });
  expect(() => unpackStatistics(bytes, 2, 1)).toThrow(GpuError);
});
