import { describe, expect, it } from "vitest";
import { cosSinFloat, logFloat } from "../../src/random/cephesFloat.ts";
import { erfInvFloat } from "../../src/random/erfInvFloat.ts";
import { fused } from "../../src/random/fusedFloat.ts";
import { inverseErf } from "../../src/random/inverseErf.ts";
import { NumpyLegacy } from "../../src/random/numpyLegacy.ts";

/** A float32 number's units of the last place, from 2^-126. */
function ulp(value: number): number {
  return 2 ** (Math.floor(Math.log2(Math.max(Math.abs(value), 2 ** -126))) - 23);
}

/** The nearest float32 of a · b + c, in whole numbers. */
function fusedExactly(a: number, b: number, c: number): number {
  const unit = 2 ** 80;
  const exact = BigInt(a * unit) * BigInt(b * unit) + BigInt(c * unit) * BigInt(unit);
  const magnitude = exact < 0n ? -exact : exact;
  if (magnitude === 0n) return 0;
  const surplus = BigInt(Math.max(0, magnitude.toString(2).length - 24));
  const whole = magnitude >> surplus;
  const rest = magnitude - (whole << surplus);
  const half = surplus > 0n ? 1n << (surplus - 1n) : 0n;
  const up = surplus > 0n && (rest > half || (rest === half && (whole & 1n) === 1n)) ? 1n : 0n;
  const rounded = Number(whole + up) * 2 ** (Number(surplus) - 160);
  return exact < 0n ? -rounded : rounded;
}

describe("fused", () => {
  it("rounds a product and a sum once", () => {
    const stream = new NumpyLegacy(1);
    for (let count = 0; count < 20_000; count += 1) {
      const [a, b, c] = [stream.normal(), stream.normal(), stream.normal() * 2 ** (count % 20)].map(Math.fround);
      expect(fused(a!, b!, c!)).toBe(fusedExactly(a!, b!, c!));
    }
  });

  it("rounds what lies next to the middle of two numbers to the right side", () => {
    // 1 + 2^-24 is the middle of 1 and 1 + 2^-23; the product's part below it is lost in float64.
    const just = 2 ** -24;
    for (const rest of [2 ** -70, -(2 ** -70)]) {
      const a = Math.fround(1 + 2 ** -23);
      const cases: [number, number, number][] = [
        [just, 1, 1],
        [2 ** -35, rest * 2 ** 35, 1 + 2 ** -23],
        [a, a, -(2 ** -40)],
        [a, 2 ** -24, 1],
        [a, -(2 ** -24), 1],
        [a, 3 * 2 ** -24, 1],
      ];
      for (const [x, y, z] of cases) expect(fused(x, y, z)).toBe(fusedExactly(x, y, z));
    }
    // The product is 2^-24 - 2^-70: with an odd last bit the middle would round away from what is left of it.
    const [above, nearly] = [1 + 2 ** -23, 2 ** -24 * (1 - 2 ** -23)];
    expect(fused(above, nearly, above)).toBe(above);
    expect(fused(above, -nearly, above)).toBe(above);
    expect(fusedExactly(above, nearly, above)).toBe(above);
    expect(fused(1 + 2 ** -23, 2 ** -24, 1)).toBe(1 + 2 ** -23);
    expect(fused(1 - 2 ** -24, 2 ** -24, 1)).toBe(1);
  });
});

describe("Cephes' functions", () => {
  const uniform = Array.from({ length: 20_000 }, (_, index) => (index + 0.5) / 20_000).map(Math.fround);

  it("give the logarithm to one unit of the last place", () => {
    for (const x of [...uniform, 2 ** -24, 1, 0.5, Math.SQRT1_2].map(Math.fround)) {
      expect(!(Math.abs(logFloat(x) - Math.log(x)) <= ulp(Math.log(x)))).toBe(false);
    }
  });

  it("give sine and cosine to 2^-23 on the whole circle", () => {
    const pair = new Float32Array(2);
    for (const x of [0, ...uniform.map((u) => Math.fround(2 * Math.PI * u))]) {
      cosSinFloat(x, pair);
      // The reduction keeps 2^-24 absolute, the polynomials add less than 2^-24 (Moshier).
      expect(!(Math.abs(pair[0]! - Math.cos(x)) <= 2 ** -23)).toBe(false);
      expect(!(Math.abs(pair[1]! - Math.sin(x)) <= 2 ** -23)).toBe(false);
    }
  });
});

describe("inverse error functions", () => {
  /** Python 3.11.7: NormalDist().inv_cdf((1 + x) / 2) / sqrt(2). */
  const KNOWN = [
    [0.5, 0.4769362762044698],
    [-0.9999999, -3.7665625816384716],
    [0.9544997361036416, Math.SQRT2],
    [0.999, 2.326753765513525],
  ] as const;

  it.each(KNOWN)("give erf^-1(%d)", (x, value) => {
    expect(Math.abs(inverseErf(x) / value - 1)).toBeLessThan(1e-14);
    // x² is rounded by 2^-25, which at 0.999 is 1.5e-5 of 1 - x², and erf^-1 grows by a tenth of that.
    const float = Math.fround(x);
    expect(Math.abs(erfInvFloat(float) / inverseErf(float) - 1)).toBeLessThan(1.5e-6);
  });

  it("reach far into the tail", () => {
    // Python 3.11.7: -NormalDist().inv_cdf(2**-41) / sqrt(2); float32 numbers end long before.
    expect(Math.abs(inverseErf(1 - 2 ** -40) / 5.051254085249389 - 1)).toBeLessThan(1e-14);
    // (1 - 2^-k)² is a float32 number, so nothing is lost in 1 - x²: Giles's approximation and a few roundings are left.
    for (const x of [9, 10, 11, 12].map((k) => 1 - 2 ** -k)) {
      expect(Math.abs(erfInvFloat(x) / inverseErf(x) - 1)).toBeLessThan(2e-7);
    }
  });

  it("are odd, and end at ±1", () => {
    for (const erfInverse of [inverseErf, erfInvFloat]) {
      expect(erfInverse(0)).toBe(0);
      expect(erfInverse(1)).toBe(Infinity);
      expect(erfInverse(-1)).toBe(-Infinity);
      for (const x of [1e-6, 0.1, 0.9, 0.99999].map(Math.fround)) expect(erfInverse(-x)).toBe(-erfInverse(x));
    }
    expect(inverseErf(1.5)).toBeNaN();
  });
});
